"""Which characters are the article? Bytes and HTML to text, and the article's zones in it."""

from claimx.article.read import Article, read_article

__all__ = ["Article", "read_article"]

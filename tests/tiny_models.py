"""Models of a few thousand random weights, saved as the real ones are, for the loading code."""

import json
from pathlib import Path

WORDS = "police arrested omar in dorn on friday and beat him . , a the court jailed editor for two"
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
HIDDEN = 16
POSITIONS = 2048


def save_base(folder: Path) -> Path:
    """An encoder with a word-piece tokenizer."""
    import torch
    from transformers import BertModel

    torch.manual_seed(0)
    BertModel(_config()).save_pretrained(folder)
    _tokenizer(POSITIONS).save_pretrained(folder)
    return folder


def save_tagger(folder: Path, labels: tuple[str, ...]) -> Path:
    """A token-classification checkpoint with these labels."""
    import torch
    from transformers import BertForTokenClassification

    torch.manual_seed(0)
    config = _config()
    config.id2label = dict(enumerate(labels))
    config.label2id = {label: number for number, label in enumerate(labels)}
    config.num_labels = len(labels)
    config.max_position_embeddings = 64
    BertForTokenClassification(config).save_pretrained(folder)
    _tokenizer(64).save_pretrained(folder)
    return folder


def save_reader(folder: Path) -> Path:
    """A question-answering checkpoint."""
    import torch
    from transformers import BertForQuestionAnswering

    torch.manual_seed(0)
    BertForQuestionAnswering(_config()).save_pretrained(folder)
    _tokenizer(POSITIONS).save_pretrained(folder)
    return folder


def save_gliner(folder: Path, base: Path, *, relations: bool = False) -> Path:
    """A GLiNER span model, or a relation (relex) one."""
    import torch
    from gliner import GLiNER

    torch.manual_seed(5)  # with some seeds the likeliest label of all is no type, but a role
    config = {
        "model_name": str(base),
        "encoder_config": json.loads((base / "config.json").read_text()),
        "hidden_size": HIDDEN,
        "max_len": 64,
        "max_width": 4,
        "dropout": 0.0,
        **({"relations_layer": "gcn"} if relations else {}),
    }
    model = GLiNER.from_config(config, backbone_from_pretrained=False)
    model.save_pretrained(folder, safe_serialization=True)
    return folder


def save_gliner2(folder: Path, base: Path) -> Path:
    """A GLiNER2 span model."""
    import torch
    from gliner2 import AutoExtractor, ExtractorConfig

    torch.manual_seed(0)
    config = ExtractorConfig(model_name=str(base), max_len=64, max_width=4)
    AutoExtractor.from_config(config).save_pretrained(folder)
    return folder


def _config():
    from transformers import BertConfig

    return BertConfig(
        vocab_size=len(_vocabulary()),
        hidden_size=HIDDEN,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=POSITIONS,
    )


def _vocabulary() -> dict[str, int]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    pieces = [*SPECIAL, *WORDS.split(), *letters, *(f"##{letter}" for letter in letters)]
    return {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}


def _tokenizer(longest: int):
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    vocabulary = _vocabulary()
    made = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.BertProcessing(
        ("[SEP]", vocabulary["[SEP]"]), ("[CLS]", vocabulary["[CLS]"])
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=made,
        model_max_length=longest,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
    )

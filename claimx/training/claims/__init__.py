"""Training of the learned extractor: from labelled articles to two ONNX graphs."""

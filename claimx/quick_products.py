"""Matrix products by numpy's BLAS: three times as fast as the BLIS that spaCy brings.

The wheels of BLIS are built for any processor, numpy's OpenBLAS (or Accelerate) chooses its kernels
when it runs. Both round differently in the last bit, as either does from processor to processor.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


def multiply_with_numpy(nlp: "Language") -> None:
    """Let every network of a pipeline that runs on the CPU multiply with numpy."""
    from thinc.api import Model, NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if not isinstance(model, Model):
            continue
        for layer in model.walk():
            # A subclass (Apple's Accelerate) multiplies fast already; a GPU is somebody's choice.
            if type(layer.ops) is NumpyOps:
                layer.ops = ops

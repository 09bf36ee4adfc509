"""How good an output is: precision, recall and F1 against records that readers wrote down (gold).

>>> from konsultnlp.evaluation import evaluate
>>> result = evaluate("samples/expected", "out")  # doctest: +SKIP
>>> result.total["requests, explicit"].f1  # doctest: +SKIP
"""

from konsultnlp.evaluation.result import Evaluation, Tally, evaluate

__all__ = ["Evaluation", "Tally", "evaluate"]

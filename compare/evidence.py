"""What speaks for and against a pair of clauses: every kind of evidence as one table, old clauses down, new clauses across.

Nothing here decides. Each table has a name that a reader understands; the model weighs them (assign.py), the page shows them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .model import Clause
from .vectors import FUNCTION_WORDS, NUMBER, Bag, count_letters, count_terms, split_words, stem, to_unit_length, weigh, weigh_rarity

if TYPE_CHECKING:
    import numpy as np

NEAR = 3
"""How many best candidates stand for the competition when a similarity is judged against its row and column."""

CONTEXT = (0.35, 0.7, 0.0, 0.7, 0.35)
"""Weights of the two clauses before and after: the company that a clause keeps, without itself."""

OPENING = 4
"""Words at the start of a clause in which its subject and operative verb stand."""

SLOTS = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("next meeting", r"\b(?:next|convene|reconvene|look(?:s|ed|ing)? forward to|host)\b.{0,80}\b(?:meeting|summit|session|conference)s?\b.{0,60}\b(?:19|20)\d\d"),
        ("venue", r"\b(?:was|were|is|has been) (?:held|convened|hosted)\b|\bwe,? .{0,200}\b(?:met|gathered|convened?)\b"),
        ("chair", r"\b(?:co-)?chaired\b|\bled the .{0,40}delegation|delegation .{0,20}led by|\bvice-?chair"),
        ("thanks", r"\b(?:appreciation|gratitude|grateful|thank(?:s|ed)?)\b.{0,200}\b(?:host|hospitality|arrangements?)\b|\bhospitality\b"),
        ("vote", r"^\s*voting\b|\bvot(?:ed|ing) (?:for|against)\b"),
        ("recall", r"^\s*(?:also |further )?recall(?:s|ed|ing)\b"),
        ("guests", r"\b(?:attended|also present|in attendance|participated in the)\b"),
    )
)  # fmt: skip
"""The rituals of a meeting's statement: every one has them once, in new words each time."""

NAME = re.compile(r"\b[A-Z][\w'&.-]*(?:\s+(?:(?:of|for|on|the|and|in|to)\s+){0,2}[A-Z][\w'&.-]*)*|\b[A-Z]{2,}s?\b")
"""A run of capitalised words, small words allowed between them."""

Table = Any
"""A dense numpy array, old clauses down, new clauses across."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Named tables of evidence and the two tables that everything else is measured by."""

    names: tuple[str, ...]
    tables: Table
    similarity: Table
    stems: Bag
    rarity: Any
    words: tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]


def dense(matrix: Any) -> np.ndarray:
    """A sparse product as a plain array of small floats."""
    import numpy as np

    return np.asarray(matrix.todense(), dtype=np.float64)


def cosines(bag: Bag, rarity: np.ndarray) -> np.ndarray:
    """TF-IDF cosine of every old with every new row."""
    return dense(weigh(bag.old, rarity) @ weigh(bag.new, rarity).T)


def best_others(table: np.ndarray, axis: int) -> np.ndarray:
    """For every cell the best value of its row (axis 1) or column (axis 0) that is not its own."""
    import numpy as np

    if table.shape[axis] < 2:
        return np.zeros_like(table)
    two = np.partition(table, -2, axis=axis)
    top = np.take(two, [-1], axis=axis)
    second = np.take(two, [-2], axis=axis)
    return np.where(table >= top, second, top)


def mean_of_best(table: np.ndarray, axis: int) -> np.ndarray:
    """The mean of the best few of each row or column: how crowded the neighbourhood is."""
    import numpy as np

    k = min(NEAR, table.shape[axis])
    return np.take(np.partition(table, -k, axis=axis), range(-k, 0), axis=axis).mean(axis=axis, keepdims=True)


def standardise(table: np.ndarray, axis: int) -> np.ndarray:
    """Distance from the mean of the row or column in its own standard deviations, within [-3, 8]."""
    spread = table.std(axis=axis, keepdims=True)
    spread[spread == 0] = 1.0
    return ((table - table.mean(axis=axis, keepdims=True)) / spread).clip(-3, 8)


def keep_company(matrix: Any) -> Any:
    """For every clause the weighted sum of its neighbours' rows, without its own."""
    from scipy.sparse import diags

    rows = matrix.shape[0]
    reach = len(CONTEXT) // 2
    offsets = [k for k in range(-reach, reach + 1) if k and abs(k) < rows]
    if not offsets:
        return matrix * 0
    band = diags([CONTEXT[k + reach] for k in offsets], offsets, shape=(rows, rows))
    return (band @ matrix).tocsr()


def sum_groups(matrix: Any, groups: np.ndarray) -> Any:
    """Rows added up by group: clauses into paragraphs."""
    import numpy as np
    from scipy.sparse import csr_matrix

    rows = len(groups)
    gather = csr_matrix((np.ones(rows), (groups, np.arange(rows))), shape=(int(groups.max(initial=-1)) + 1, rows))
    return gather @ matrix


def number_runs(keys: Sequence[str]) -> np.ndarray:
    """One number for each run of equal neighbouring keys."""
    import numpy as np

    runs: list[int] = []
    for at, key in enumerate(keys):
        runs.append(runs[-1] if at and key == keys[at - 1] else (runs[-1] + 1 if runs else 0))
    return np.array(runs, dtype=int)


def read_names(text: str) -> list[str]:
    """Names in a text: capitalised runs, the first word of the sentence left out unless more than its capital speaks for it."""
    names = []
    for found in NAME.finditer(text):
        name = found.group()
        if found.start() == 0 or text[:found.start()].rstrip()[-1:] in ".:;“\"":
            if " " not in name and not name[1:2].isupper():
                continue
        names.append(" ".join(stem(word) for word in split_words(name) if word not in FUNCTION_WORDS))
        names.extend(stem(w) for w in split_words(name) if w not in FUNCTION_WORDS)
    return [name for name in names if name and not name.isdigit()]


def find_slots(text: str) -> list[str]:
    """The rituals that a clause performs."""
    return [name for name, pattern in SLOTS if pattern.search(text)]


def table_evidence(old: Sequence[Clause], new: Sequence[Clause]) -> Evidence:
    """Every kind of evidence for every pair of clauses."""
    import numpy as np

    words = tuple(tuple(tuple(split_words(c.text)) for c in side) for side in (old, new))
    plain = tuple([[w for w in ws if not w.isdigit()] for ws in side] for side in words)
    stemmed = tuple([[stem(w) for w in ws if w not in FUNCTION_WORDS] for ws in side] for side in plain)
    grams = tuple([[*ws, *(f"{a} {b}" for a, b in zip(ws, ws[1:]))] for ws in side] for side in plain)
    word_bag = count_terms(*grams)
    word_rarity = weigh_rarity(word_bag)
    word = cosines(word_bag, word_rarity)
    single = count_terms(*plain)
    letter_bag = count_letters(single)
    letter = cosines(letter_bag, weigh_rarity(letter_bag))
    stems = count_terms(*[[sorted(set(s)) for s in side] for side in stemmed])
    rarity = weigh_rarity(stems)
    stemc = cosines(stems, rarity)
    shared = dense(stems.old.multiply(rarity).tocsr() @ stems.new.T)
    weight_old = np.asarray(stems.old @ rarity)[:, None]
    weight_new = np.asarray(stems.new @ rarity)[None, :]
    in_new = shared / np.maximum(weight_old, 1e-9)
    in_old = shared / np.maximum(weight_new, 1e-9)
    df_old = np.bincount(stems.old.indices, minlength=len(stems.terms))
    df_new = np.bincount(stems.new.indices, minlength=len(stems.terms))
    rare = ((df_old <= 2) & (df_new <= 2)) * (1.0 / np.maximum(1, df_old * df_new))
    rares = dense(stems.old.multiply(rare).tocsr() @ stems.new.T)
    has_old, has_new = (df_old > 0) * 1.0, (df_new > 0) * 1.0
    reach_old = np.asarray(stems.old @ (rarity * has_new))[:, None]
    reach_new = np.asarray(stems.new @ (rarity * has_old))[None, :]
    att_old, att_new = shared / np.maximum(reach_old, 3.0), shared / np.maximum(reach_new, 3.0)
    names = count_terms(*[[sorted(set(read_names(c.text))) for c in side] for side in (old, new)])
    if len(names.terms):
        name_r = weigh_rarity(names)
        name_shared = dense(names.old.multiply(name_r - 1 + 0.2).tocsr() @ names.new.T)
        name_cos = cosines(names, name_r)
        nho = (np.bincount(names.old.indices, minlength=len(names.terms)) > 0) * 1.0
        nhn = (np.bincount(names.new.indices, minlength=len(names.terms)) > 0) * 1.0
        nw = (name_r - 1) * nho * nhn
        nsh = dense(names.old.multiply(nw).tocsr() @ names.new.T)
        no, nn = np.asarray(names.old @ nw)[:, None], np.asarray(names.new @ nw)[None, :]
        conflict = np.minimum(no - nsh, nn - nsh)
    else:
        conflict = name_shared = name_cos = np.zeros_like(word)
    numbers = count_terms(*[[sorted({w for w in ws if NUMBER.search(w)}) for ws in side] for side in words])
    if len(numbers.terms):
        number_r = weigh_rarity(numbers)
        numbers_shared = dense(numbers.old.multiply(number_r - 1).tocsr() @ numbers.new.T)
    else:
        numbers_shared = np.zeros_like(word)
    sim = (word + letter + stemc) / 3
    # openings
    op = count_terms(*[[s for s in [[stem(w) for w in ws[:OPENING]] for ws in side]] for side in plain])
    opening = cosines(op, weigh_rarity(op)) if len(op.terms) else np.zeros_like(word)
    # context
    tf = [weigh(b, rarity) for b in (stems.old, stems.new)]
    ctx = dense(to_unit_length(keep_company(tf[0])) @ to_unit_length(keep_company(tf[1])).T)
    # paragraph
    po, pn = number_runs([c.paragraph for c in old]), number_runs([c.paragraph for c in new])
    para = dense(to_unit_length(sum_groups(tf[0], po)) @ to_unit_length(sum_groups(tf[1], pn)).T)
    par = para[np.ix_(po, pn)]
    par_marg = (para - np.maximum(best_others(para, 0), best_others(para, 1)))[np.ix_(po, pn)]
    lone = (np.bincount(po)[po] == 1)[:, None] & (np.bincount(pn)[pn] == 1)[None, :]
    par = np.where(lone, 0, par); par_marg = np.where(lone, 0, par_marg)
    # section / lead
    heads = count_terms(*[[[stem(w) for w in split_words(c.section) if w not in FUNCTION_WORDS] for c in side] for side in (old, new)])
    head = cosines(heads, weigh_rarity(heads)) if len(heads.terms) else np.zeros_like(word)
    leads = count_terms(*[[[stem(w) for w in split_words(c.lead) if w not in FUNCTION_WORDS] for c in side] for side in (old, new)])
    lead = cosines(leads, weigh_rarity(leads)) if len(leads.terms) else np.zeros_like(word)
    slots = count_terms(*[[find_slots(c.text) for c in side] for side in (old, new)])
    slot = dense(slots.old @ slots.new.T) if len(slots.terms) else np.zeros_like(word)
    n, m = word.shape
    pos_o, pos_n = (np.arange(n) + 0.5) / max(n, 1), (np.arange(m) + 0.5) / max(m, 1)
    diff = np.abs(pos_o[:, None] - pos_n[None, :])
    ends = np.minimum(pos_o[:, None], pos_n[None, :]) < 0.05
    # crowd within a side
    selfo = dense(tf[0] @ tf[0].T); np.fill_diagonal(selfo, 0)
    selfn = dense(tf[1] @ tf[1].T); np.fill_diagonal(selfn, 0)
    crowd = np.maximum(selfo.max(1, initial=0)[:, None], selfn.max(1, initial=0)[None, :])
    lo, ln = np.array([len(w) for w in words[0]])[:, None], np.array([len(w) for w in words[1]])[None, :]
    ratio = np.abs(np.log((lo + 3) / (ln + 3)))
    verb_o = [w[:6] for w in words[0]]
    T = {
        "similarity": sim, "word": word, "letter": letter, "stem": stemc,
        "cont_max": np.maximum(in_new, in_old), "cont_min": np.minimum(in_new, in_old),
        "shared": np.log1p(shared), "rare": np.log1p(rares), "names": name_cos, "names_shared": np.log1p(name_shared),
        "numbers": np.log1p(numbers_shared),
        "marg_row": sim - best_others(sim, 1), "marg_col": sim - best_others(sim, 0),
        "z_row": standardise(sim, 1), "z_col": standardise(sim, 0),
        "csls": sim - (mean_of_best(sim, 1) + mean_of_best(sim, 0)) / 2,
        "cmarg_row": shared / np.maximum(1e-9, np.maximum(shared, best_others(shared, 1))),
        "cmarg_col": shared / np.maximum(1e-9, np.maximum(shared, best_others(shared, 0))),
        "att_max": np.maximum(att_old, att_new), "att_min": np.minimum(att_old, att_new), "conflict": conflict,
        "opening": opening, "context": ctx, "ctx_z": (standardise(ctx, 0) + standardise(ctx, 1)) / 2,
        "par": par, "par_marg": par_marg, "head": head, "lead": lead, "slot": slot, "diff": diff,
        "slot_diff": slot * np.maximum(0, 0.25 - diff) * 4,
        "crowd": sim - crowd, "ratio": ratio, "short": np.minimum(lo, ln) < 6,
        "identical": np.array([[a == b for b in words[1]] for a in words[0]]) if n * m < 5000 else (word > 0.9999),
    }
    for k in ("mutual",):
        T[k] = (sim >= sim.max(1, keepdims=True)) & (sim >= sim.max(0, keepdims=True)) & (sim > 0)
    return Evidence(tuple(T), np.stack([np.asarray(v, dtype=float) for v in T.values()]), sim, stems, rarity, words)

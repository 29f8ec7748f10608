"""Formulas of TeX as Unicode text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.text.boxes import cells
from quiz.text.formulas import formula, mistakes


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\alpha\beta \Gamma", "αβΓ"),
        (r"x_{ij}^{2} + x_i^2", "xᵢⱼ² + xᵢ²"),
        (r"\frac{a+b}{c}", "(a+b)/c"),
        (r"\frac12", "1/2"),
        (r"2\frac{1}{2}", "2 1/2"),
        (r"\frac{1}{2a}", "1/(2a)"),
        (r"\frac{\pi^2}{6}", "π²/6"),
        (r"\frac{\partial f}{\partial x}", "∂f/∂x"),
        (r"P(A|B)=\frac{P(B|A)P(A)}{P(B)}", "P(A|B) = P(B|A)P(A)/P(B)"),
        (r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}", "x = (−b±√(b²−4ac))/(2a)"),
        (r"\sum_{i=0}^{n} x_i", "∑ᵢ₌₀ⁿ xᵢ"),
        (r"\sum_{k \in S} k", "∑_(k∈S) k"),
        (r"\int_a^b f(x)\,dx", "∫ₐᵇ f(x) dx"),
        (r"\lim_{n\to\infty} a_n = 0", "lim_(n→∞) aₙ = 0"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "(1 2; 3 4)"),
        (r"\begin{bmatrix} a \\ b \end{bmatrix}", "[a; b]"),
        (r"\begin{cases} 1 & x>0\\ 0 & \text{else}\end{cases}", "{1, x > 0; 0, else"),
        (r"\begin{aligned} a &= b \\ c &= d\end{aligned}", "a = b; c = d"),
        (r"\text{if } x > 0 \text{ and $y_1$}", "if x > 0 and y₁"),
        (r"\newcommand{\R}{\mathbb{R}} x\in\R", "x ∈ ℝ"),
        (r"\newcommand{\p}[2]{\frac{#1}{#2}} \p{a}{b}", "a/b"),
        (r"\def\v#1{\mathbf{#1}} \v{x}", "𝐱"),
        (r"\DeclareMathOperator{\tr}{tr} \tr A", "tr A"),
        (r"\sin^2 x + \cos^2 x = 1", "sin² x + cos² x = 1"),
        (r"\hat{x}\ \vec{v}\ \overline{AB}", "x̂ v⃗ A̅B̅"),
        (r"\sqrt{2}\ \sqrt[3]{x+1}\ \sqrt[n]{x}", "√2 ∛(x + 1) ⁿ√x"),
        (r"\binom{n}{k} = {n \choose k}", "(n choose k) = (n choose k)"),
        (r"\left(\frac{1}{2}\right]", "(1/2]"),
        (r"x \equiv 1 \pmod{5}", "x ≡ 1 (mod 5)"),
        (r"90^\circ, f'(x), A^T, x^*", "90°, f′(x), Aᵀ, x*"),
        (r"\left\{ x \in \mathbb{R} : x > 0 \right\}", "{x ∈ ℝ : x > 0}"),
        (r"-x, a-b, (-1), a \not= b, \not\in", "−x, a − b, (−1), a ≠ b, ∉"),
        (r"1{,}000 \text{ or } f(x,y)", "1,000 or f(x, y)"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2H₂ + O₂ → 2H₂O"),
        (r"\ce{SO4^2-}", "SO₄²⁻"),
        (r"\ce{A ->[H2O][\Delta] B}, \ce{N2 <=>[Fe] 2N}", "A ─H₂O, Δ→ B, N₂ ⇌(Fe) 2N"),
        (r"\ce{CaCO3 -> CaO + CO2 ^}, \ce{Ag+ -> AgCl v}", "CaCO₃ → CaO + CO₂ ↑, Ag⁺ → AgCl ↓"),
        (r"\ce{CuSO4*5H2O}, \ce{^14C}, \ce{^{14}_{6}C}", "CuSO₄ · 5H₂O, ¹⁴C, ¹⁴₆C"),
        (r"\SI{9.81}{\metre\per\second\squared}, \num{1e-5}", "9.81 m/s², 1×10⁻⁵"),
        (r"\qty{5}{\kilo\gram\per\meter\cubed}, \unit{m.s^{-1}}", "5 kg/m³, m·s⁻¹"),
        (r"a \bmod b, \mathbbm{1}, \text{for \$5}", "a mod b, 𝟙, for $5"),
        (r"e^{i\pi}+1=0", "e^(iπ) + 1 = 0"),
        (r"\color{red}{x}+1 % comment", "x + 1"),
        (r"\mathrm{SO_4^{2-}}, x_\mathrm{max}, \boldsymbol{\mu}", "SO₄²⁻, xₘₐₓ, 𝛍"),
        (r"\sum_{\substack{i<j \\ j \in S}} x", "∑_(i<j; j∈S) x"),
        (r"\ket{\psi}, \abs{x}, \SI{5}{m/s}, \prescript{14}{6}{C}", "|ψ⟩, |x|, 5 m/s, ₆¹⁴C"),
        (r"A \xrightarrow{H_2O} B", "A ─H₂O→ B"),
        (r"\frac{d}{dx} x, \frac{[A]}{[HA]}, \frac{(x-\mu)^2}{2}", "d/dx x, [A]/[HA], (x−μ)²/2"),
        (r"1,000 + 1, 2", "1,000 + 1, 2"),
        (r"\foo x", r"\foox"),
        ("", ""),
        (r"{a", "a"),
        (r"a}b", "a b"),
        (r"x^", "x"),
    ],
)
def test_on_one_line(tex: str, text: str) -> None:
    assert formula(tex) == text


@pytest.mark.parametrize(
    ("tex", "rows"),
    [
        (r"\frac{a+b}{c}", ["a + b", "─────", "  c"]),
        (r"\sum_{i=0}^{n} x_i^2", [" n", " ∑  xᵢ²", "i=0"]),
        (r"\lim_{x\to 0} x", ["lim x", "x→0"]),
        (r"\begin{pmatrix}1&22\\333&4\end{pmatrix}", ["⎛ 1   22⎞", "⎝333  4 ⎠"]),
        (r"\left(\frac{1}{2}\right)^2", ["⎛1⎞²", "⎜─⎟", "⎝2⎠"]),
        (r"e^{i\pi} = -1", [" iπ", "e   = −1"]),
        (r"f(x) = \begin{cases} 1 & x>0\\ 0\end{cases}", ["f(x) = ⎧1  x > 0", "       ⎩0"]),
        ("a \\\\ b", ["a", "b"]),
        (r"\begin{tabular}{|c|c|} a & b \\ c & d \end{tabular}", ["a  b", "c  d"]),
        (r"\xrightarrow[\Delta]{H_2O}", ["H₂O", "───→", " Δ"]),
        ("x", ["x"]),
    ],
)  # fmt: skip
def test_over_several_rows(tex: str, rows: list[str]) -> None:
    assert formula(tex, display=True).split("\n") == rows


@pytest.mark.parametrize(
    "tex",
    [
        r"\def\a{\a\a}\a",
        r"\def\a{\b\b\b\b}\def\b{\c\c\c\c}\def\c{\d\d\d\d}\def\d{xxxxxxxxxx}" + r"\a" * 999,
        "{" * 5_000,
        r"\sqrt" * 5_000,
        "x^" * 5_000,
        r"\left(" * 5_000,
        r"\begin{pmatrix}" * 5_000,
        r"\frac" * 5_000,
    ],
)  # fmt: skip
def test_a_hostile_formula_is_shown_as_written_or_at_least_ends(tex: str) -> None:
    assert formula(tex, display=True) is not None
    assert formula(tex) is not None


PARTS = st.sampled_from(
    [*r"abc12+-=<({[)}]^_&'.,|~ ", r"\frac", r"\sqrt", r"\sum", r"\int", r"\left", r"\right", r"\\",
     r"\begin{pmatrix}", r"\end{pmatrix}", r"\text", r"\over", r"\alpha", r"\sin", r"\not", r"\hat"]
)  # fmt: skip


@given(st.one_of(st.lists(PARTS, max_size=20).map("".join), st.text(max_size=30)), st.booleans())
def test_any_text_is_laid_out_in_rows(tex: str, display: bool) -> None:
    text = formula(tex, display=display)
    assert display or "\n" not in text or text == tex.strip()


def test_marks_take_no_cell_and_wide_signs_take_two() -> None:
    assert cells("x̂") == 1
    assert cells("漢字a") == 5


@pytest.mark.parametrize(
    ("tex", "wrong"),
    [
        (r"\frac{1}{2", ["2 '{' but 1 '}'"]),
        (r"\foo{3} + \foo{4}", [r"the unknown command '\foo'"]),
        (r"\left( x", [r"1 '\left' but 0 '\right'"]),
        (r"\begin{pmatrix} 1 & 2", [r"1 '\begin' but 0 '\end'"]),
        (r"\left( \frac{\alpha}{\sqrt[3]{x}} \right) \in \{1, 2\}", []),
        (r"\newcommand{\R}{\mathbb{R}} x \in \R \text{ if } \operatorname{rank} A", []),
        (r"\ce{2H2O} \quad \SI{3}{m} % } a comment", []),
        ("{" * 200 + "}" * 200, ["no end, or too many braces in braces"]),
    ],
)
def test_mistakes_of_formulas(tex: str, wrong: list[str]) -> None:
    assert mistakes(tex) == wrong

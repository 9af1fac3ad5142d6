"""The one way from an outcome to words: for every chat, every button and the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.markup import LIMIT, Piece, Pieces, Style, clean, clip, fit, is_link, to_html, to_terminal
from bot.wording import Texts
from knowledge import Abstention, Answer, Certainty, Choices, Citation, Earlier, Outcome, Reason

_ROOM = {"answer": 500, "title": 200, "source": 80, "speaker": 120, "about": 100, "earlier": 120, "choice": 160}
_SENTENCE = {"brief": 300, "normal": 1500, "full": 3000}
_EARLIER = 3
_NEARBY = 2


@dataclass(frozen=True, slots=True)
class Manner:
    """How a chat wants its answers."""

    verbosity: str = "normal"
    """"brief", "normal" or "full": how much of the sentence and how many further citations are shown."""
    has_rumours: bool = True
    """Whether rumours are told at all."""


def render_plain(outcome: Outcome, *, today: date, texts: Texts) -> str:
    """The outcome for a terminal."""
    return to_terminal(render(outcome, today=today, texts=texts, room=20_000))


def render_html(outcome: Outcome, *, today: date, texts: Texts) -> str:
    """The outcome as Telegram's HTML, within 4096 characters after parsing."""
    return to_html(render(outcome, today=today, texts=texts))


def render(outcome: Outcome, *, today: date, texts: Texts, manner: Manner | None = None, room: int = LIMIT) -> Pieces:
    """The outcome as pieces of at most `room` UTF-16 units: answer, label and date, sentence, source."""
    return fit(_Writer(today, texts, manner or Manner()).outcome(outcome), room)


def render_several(
    asked: Sequence[tuple[str, Outcome]], *, today: date, texts: Texts, manner: Manner | None = None
) -> Pieces:
    """Several questions of one message with their outcomes, in one message, each under its question."""
    if len(asked) == 1:
        return render(asked[0][1], today=today, texts=texts, manner=manner)
    room = LIMIT // len(asked) - 2
    parts: list[Piece] = []
    for question, outcome in asked:
        head = Piece(clip(clean(question), 100) + "\n", Style.ITALIC)
        break_ = (Piece("\n\n"),) if parts else ()
        parts += (*break_, head, *render(outcome, today=today, texts=texts, manner=manner, room=room - 101))
    return tuple(parts)


def render_citation(citation: Citation, *, today: date, texts: Texts, before: str = "", after: str = "") -> Pieces:
    """The sentence of a citation with the text around it and its source: what the Source button shows."""
    around = (Piece(clean(before)), Piece(clean(citation.sentence), Style.BOLD), Piece(clean(after)))
    writer = _Writer(today, texts, Manner())
    return fit((*writer.link(citation), Piece("\n" + writer.announced(citation) + "\n\n"), *around))


class _Writer:
    """Writes outcomes for one day, one language and one chat's manner."""

    def __init__(self, today: date, texts: Texts, manner: Manner) -> None:
        self._today, self._texts, self._manner = today, texts, manner

    def outcome(self, outcome: Outcome) -> Pieces:
        if isinstance(outcome, Answer):
            if outcome.certainty is Certainty.RUMOUR and not self._manner.has_rumours:
                return (Piece(self._texts("rumours_off")),)
            return self._answer(outcome)
        return self._choices(outcome) if isinstance(outcome, Choices) else self._abstention(outcome)

    def _answer(self, answer: Answer) -> Pieces:
        label = f"{self._label(answer.certainty)} · {self.announced(answer.citation)}"
        pieces = [Piece(_kept("answer", answer.text), Style.BOLD), Piece("\n" + label)]
        if answer.speaker:
            pieces.append(Piece("\n" + self._texts("speaker", name=_kept("speaker", answer.speaker))))
        if answer.about:
            pieces.append(
                Piece("\n" + self._texts("about_subject", subject=_kept("about", answer.about)), Style.ITALIC)
            )
        pieces += [Piece("\n" + self._earlier(earlier)) for earlier in answer.earlier[:_EARLIER]]
        pieces += (Piece("\n"), self._sentence(answer.citation), Piece("\n"), *self.link(answer.citation))
        return (*pieces, *self._also(answer.also))

    def _also(self, also: tuple[Citation, ...]) -> Pieces:
        if not also:
            return ()
        count = Piece("\n" + self._texts.counted("also", len(also)))
        if self._manner.verbosity != "full":
            return (count,)
        listed = [piece for citation in also[:_EARLIER] for piece in (Piece("\n– "), *self.link(citation))]
        return (count, *listed)

    def _choices(self, choices: Choices) -> Pieces:
        pieces = [Piece(self._texts("did_you_mean"), Style.BOLD)]
        for number, choice in enumerate(choices.choices, 1):
            day = self._texts.day(choice.citation.date)
            pieces += (Piece(f"\n{number}. {_kept('choice', choice.label)} ("), *self.link(choice.citation))
            pieces.append(Piece(f", {day})"))
        return tuple(pieces)

    def _abstention(self, abstention: Abstention) -> Pieces:
        pieces = [Piece(_kept("answer", self._reason(abstention)))]
        if abstention.nearby:
            pieces.append(Piece("\n\n" + self._texts("nearby")))
        for citation in abstention.nearby[:_NEARBY]:
            pieces += (Piece("\n"), self._sentence(citation), Piece("\n"), *self.link(citation))
            pieces.append(Piece(f" · {self.announced(citation)}"))
        return tuple(pieces)

    def _reason(self, abstention: Abstention) -> str:
        """Why there is no answer; in other languages than the articles' in general words, and with a hint."""
        if self._texts.is_english or abstention.reason is Reason.OTHER_LANGUAGE:
            return abstention.text
        return self._texts(f"abstained_{abstention.reason.name.lower()}") + " " + self._texts("ask_in_english")

    def link(self, citation: Citation) -> Pieces:
        """Title and source of the article, linked where it has an address."""
        title = _kept("title", " ".join(citation.title.split())) or citation.article_id
        url = citation.url if citation.url and is_link(citation.url) else None
        source = f" · {_kept('source', citation.source)}" if citation.source else ""
        return (Piece(title, url=url), Piece(source))

    def announced(self, citation: Citation) -> str:
        """The day of publication and how long ago that is."""
        ago = self._texts.ago(citation.date, self._today)
        return self._texts("announced", date=self._texts.day(citation.date), ago=ago)

    def _label(self, certainty: Certainty) -> str:
        return self._texts(f"label_{certainty}")

    def _earlier(self, earlier: Earlier) -> str:
        day = self._texts.day(earlier.citation.date)
        return self._texts(
            "was", answer=_kept("earlier", earlier.answer), date=day, label=self._label(earlier.certainty)
        )

    def _sentence(self, citation: Citation) -> Piece:
        return Piece(clip(clean(citation.sentence.strip()), _SENTENCE[self._manner.verbosity]) or "…", Style.QUOTE)


def _kept(part: str, text: str) -> str:
    return clip(clean(text.strip()), _ROOM[part])

"""Which questions an exam asks: drawn over the topics in proportion, at random, never by what the learner needs."""

from collections.abc import Collection, Mapping

from civquiz.exam.code import LENGTHS
from civquiz.questions.bank import Bank, Exam
from civquiz.questions.base import Question, seeded
from civquiz.questions.drawing import Draw, group_of, question_keys

_QUESTIONS, _PASS_MARK = 20, 0.6  # of a bank that says nothing of its exam

_Groups = dict[str, list[str]]  # the keys of the questions of each group


def terms(bank: Bank, questions: int | None = None, minutes: int | None = None, pass_mark: float | None = None) -> Exam:
    """What an exam of this bank is: its own terms but for those given; without any 20 questions or all, 60 %, no clock.

    `questions` may be more than `groups` tells: then `draw` gives fewer.
    """
    own = bank.exam or Exam(questions=min(_QUESTIONS, max(groups(bank), 1)), pass_mark=_PASS_MARK)
    return Exam(
        questions=min(own.questions if questions is None else questions, LENGTHS),
        pass_mark=own.pass_mark if pass_mark is None else pass_mark,
        minutes=own.minutes if minutes is None else minutes,
    )


def groups(bank: Bank) -> int:
    """The most questions that an exam of this bank can have: one of a group, no retired one."""
    return len({group_of(key, question) for key, question in question_keys([bank]).items()})


def draw(bank: Bank, number: int, seed: int) -> list[str]:
    """At most `number` questions, `<bank>/<id>`, in the order in which they are asked; nothing else decides them.

    Each topic has its share by the groups in it, the largest remainders rounded up, and at least one where `number` is
    enough for that; one of a group, none whose answer another one shows unless it can be asked before it. Fewer are
    those that this number draws, so that a code, which tells how many there are, gives the same.
    """
    drawn = _draw(bank, number, seed)
    while 0 < len(drawn) < number:
        number = len(drawn)
        drawn = _draw(bank, number, seed)
    return drawn


def _draw(bank: Bank, number: int, seed: int) -> list[str]:
    questions = question_keys([bank])
    topics = _by_topic(questions, seed)
    shares = _shares({topic: len(found) for topic, found in topics.items()}, number, seed)
    drawing = Draw(questions, seed)
    left: list[list[str]] = []
    for topic, found in topics.items():
        wanted = shares[topic]
        for keys in found.values():
            if wanted and any(map(drawing.take, keys)):
                wanted -= 1
            else:
                left.append(keys)
    # Where one would have given another away, its topic may have no other.
    for keys in sorted(left, key=lambda keys: seeded(seed, keys[0])):
        if len(drawing.taken) >= number:
            break
        any(map(drawing.take, keys))
    return drawing.in_order()


def _by_topic(questions: Mapping[str, Question], seed: int) -> dict[str, _Groups]:
    """The groups of each topic and their questions, all at random.

    A group with questions in several topics is counted in one of them: so that each topic has a group where that can
    be, else in the one that has the fewest.
    """
    members: dict[str, dict[str, list[str]]] = {}  # of each group, by topic
    for key in sorted(questions, key=lambda key: seeded(seed, key)):
        question = questions[key]
        members.setdefault(group_of(key, question), {}).setdefault(question.topic, []).append(key)
    topics: dict[str, _Groups] = {topic: {} for by_topic in members.values() for topic in by_topic}
    matched = _one_for_each(members)
    for group in sorted(members, key=lambda group: (len(members[group]), seeded(seed, group))):
        fewest = min(members[group], key=lambda topic: (len(topics[topic]), seeded(seed, topic)))
        topic = matched.get(group, fewest)
        topics[topic][group] = members[group][topic]
    return topics


def _one_for_each(members: Mapping[str, Collection[str]]) -> dict[str, str]:
    """A group for each topic, as far as there is one: the topics of these groups, by augmenting paths (Kuhn 1955).

    `members` has the topics of each group.
    """
    groups_of: dict[str, list[str]] = {}
    for group, topics in members.items():
        for topic in topics:
            groups_of.setdefault(topic, []).append(group)
    topic_of: dict[str, str] = {}
    held: dict[str, str] = {}
    for topic in groups_of:
        came_from: dict[str, str] = {}
        waiting = [topic]
        free = None
        while waiting and free is None:
            asking = waiting.pop()
            for group in groups_of[asking]:
                if group not in came_from:
                    came_from[group] = asking
                    if group not in topic_of:
                        free = group
                        break
                    waiting.append(topic_of[group])
        while free is not None:
            taker = came_from[free]
            before = held.get(taker)
            topic_of[free], held[taker] = taker, free
            free = before
    return topic_of


def _shares(sizes: Mapping[str, int], number: int, seed: int) -> dict[str, int]:
    """How many of `number` each topic gets, by its size: the largest remainders, then one for each that has none."""
    total = sum(sizes.values())
    if number >= total:
        return dict(sizes)
    shares = {topic: number * size // total for topic, size in sizes.items()}
    remainders = sorted(sizes, key=lambda topic: (-(number * sizes[topic] % total), seeded(seed, topic)))
    for topic in remainders[: number - sum(shares.values())]:
        shares[topic] += 1
    without = [topic for topic in remainders if sizes[topic] and not shares[topic]]
    for topic in without if number >= sum(map(bool, sizes.values())) else ():
        # From the topic that is the most above its due, of those that keep one.
        giving = max(
            (other for other in shares if shares[other] > 1),
            key=lambda other: (shares[other] * total - number * sizes[other], seeded(seed, other)),
        )
        shares[giving] -= 1
        shares[topic] = 1
    return shares

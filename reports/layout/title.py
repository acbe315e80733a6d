"""Breaking a title where the sense breaks, in a balanced shape (GB/T 9704-2012, 7.3.1)."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from reports.layout.lines import NOT_AT_END, NOT_AT_START

# Words that a title of ours is made of; no line ends inside one. Units' and issuers' own names come with the document.
_WORDS = """
    人民政府 教育督导委员会 教育督导 委员会 办公室 督导评估 督导报告 督导意见书 督导意见
    督导通知 督导 综合督导 专项督导 经常性督导 内部督导 初步 整改通知书 整改情况 整改方案
    整改报告 整改 通知书 意见书 问题 督办通知 督办 通知 通报 公告 决定书 决定 报告 意见
    备案 约谈 问责 申诉 处理 聘书 关于 对于 开展 进行 落实 履行 做好 加强 推进 印发 报送
    征求 以及 情况 工作 有关 进一步 教育和体育局 体育局 发展改革局 财政局 公安局 中学 小学校
    小学 学校 幼儿园 中心 教育 职责 职业 义务教育 学前教育 普通高中 优质均衡 均衡发展
    规范办学 办学行为 办园行为 校园安全 食品安全 控辍保学 秋季学期 春季学期 秋季 春季 学期
    学年 年度 上半年 下半年 第一 第二 第三 第四 米易县 攀枝花市 四川省 责任区 责任督学
    挂牌督导 双随机 表扬 先进 单位 存在 限期 逾期 复查 核查 结果 实施 实行 管理 检查 抽取
    记录 民办 机构 校外 培训 安全 食堂 教师 队伍 建设 专题 季度 月份 全县 有关单位 各级
    各类 各乡镇 乡镇 部门 县级 政府 责令 书面 申辩
"""
WORDS = tuple(sorted(_WORDS.split(), key=len, reverse=True))
ATOMS = re.compile(
    r"[0-9A-Za-z.%+\-/]+(?:年(?:[春秋]季(?:学期)?|[上下]半年|度)?|月|日|号|次|个|所|人)?|《[^》]{1,24}》|“[^”]{1,16}”|（[^）]{1,12}）"
)
POOR_START = frozenset("的了和与及或等之")
GOOD_END = frozenset("的对、》")
GOOD_START = ("关于", "开展", "进行", "落实", "履行", "对", "在", "和", "暨")
AVOID_END = frozenset("和与及或第各未暨")


def title_lines(title: str, widest: float, keep_together: Iterable[str] = ()) -> list[str]:
    """Break `title` into as few lines as fit `widest` (in characters), balanced, never inside a word.

    Takes the title, the line's room, and names that must stay whole where they fit. Returns the lines.
    """
    names = tuple(sorted({name for name in keep_together if 1 < len(name) <= widest}, key=len, reverse=True))
    pieces = _pieces(title.strip(), names, int(widest))
    widths = [_width(piece) for piece in pieces]
    total = sum(widths)
    if total <= widest:
        return ["".join(pieces)]
    count = int(-(-total // widest))
    while (cuts := _best(tuple(pieces), tuple(widths), count, widest)) is None:
        count += 1  # every piece fits a line, so as many lines as pieces would do
    return ["".join(pieces[a:b]) for a, b in pairwise([0, *cuts, len(pieces)])]


def _width(text: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _pieces(title: str, names: Sequence[str], widest: int) -> list[str]:
    """Cut the title into pieces that stay whole, each with the punctuation and the 的 that belong to it."""
    pieces: list[str] = []
    place = 0
    while place < len(title):
        piece = _word_at(title, place, names, widest)
        place += len(piece)
        glue = pieces and (piece[0] in NOT_AT_START or piece in "的了等之" or pieces[-1][-1] in NOT_AT_END)
        if glue and _width(pieces[-1] + piece) <= widest:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _word_at(title: str, place: int, names: Sequence[str], widest: int) -> str:
    for name in names:
        if title.startswith(name, place):
            return name
    atom = ATOMS.match(title, place)
    if atom and _width(atom.group()) <= widest:
        return atom.group()
    for word in WORDS:
        if title.startswith(word, place):
            return word
    return title[place]


def _best(pieces: tuple[str, ...], widths: tuple[float, ...], count: int, widest: float) -> list[int] | None:
    """Choose the cuts into `count` lines with the least fault, or None where the pieces don't fit so many lines."""
    total = sum(widths)
    mean = total / count
    sums = [0.0]
    for width in widths:
        sums.append(sums[-1] + width)

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]] | None:
        if left == 1:
            width = total - sums[start]
            return (_shape(width, mean, last=True), ()) if 0 < width <= widest else None
        found: tuple[float, tuple[int, ...]] | None = None
        for stop in range(start + 1, len(pieces) - left + 2):
            width = sums[stop] - sums[start]
            if width > widest:
                break
            rest = best(stop, left - 1)
            if rest is None:
                continue
            fault = _shape(width, mean, last=False) + _sense(pieces[stop - 1], pieces[stop]) + rest[0]
            if found is None or fault < found[0]:
                found = (fault, (stop, *rest[1]))
        return found

    answer = best(0, count)
    return list(answer[1]) if answer else None


def _shape(width: float, mean: float, *, last: bool) -> float:
    """Fault of a line's length: far from the mean is poor, a stub as the last line poorer."""
    fault = ((width - mean) / mean) ** 2 * 12
    if last and width < mean * 0.5:
        fault += 3
    return fault


def _sense(before: str, after: str) -> float:
    """Fault of a break between two pieces: a word of one character was probably cut out of a longer one."""
    if after[0] in POOR_START or before in AVOID_END:
        return 4.0
    if after.startswith(GOOD_START) or before[-1] in GOOD_END:
        return 0.0
    if len(before) == 1 and len(after) == 1:
        return 2.5
    return 0.6 if min(len(before), len(after)) > 1 else 1.2

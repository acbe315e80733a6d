"""One complete example of every kind of document that has a builder, as the county would issue it."""

from collections.abc import Callable
from datetime import date

from reports.builders.measure import MeasureFacts, measure_notice
from reports.builders.notice import NoticeFacts, inspection_notice
from reports.builders.opinion import OpinionFacts, opinion_letter
from reports.builders.order import OrderFacts, rectification_order
from reports.builders.preliminary import PreliminaryFacts, preliminary_opinion
from reports.builders.report import ReportFacts, UnitResult, inspection_report
from reports.builders.urging import Overdue, UrgingFacts, urging_notice
from reports.layout.content import CheckCode, DocumentContent, Problem
from reports.layout.office import Issue, Member, Office, Unit

OFFICE = Office(
    name="米易县人民政府教育督导委员会办公室",
    committee="米易县人民政府教育督导委员会",
    government="米易县人民政府",
    contact="李晓梅",
    phone="0812-8170000",
)
SCHOOL = Unit("米易县攀莲镇中心学校", "你校")
TITLE = "2026年秋季学期规范办学行为综合督导"
CHECK = CheckCode("K7QF-2M9D-XT4H", "https://supervision.example.gov.cn/check/K7QF2M9DXT4H")
DEPARTMENT = "米易县教育和体育局"

TEAM = (
    Member("王建国", "组长", "米易县教育和体育局总督学"),
    Member("张卫东", "组员", "米易县第一初级中学校副校长、兼职督学"),
    Member("䶮晓琳", "组员", "米易县人民政府专职督学"),
    Member("𬭎志强", "专家", "攀枝花学院教授"),
)
PROBLEMS = (
    Problem(
        "三年级、五年级未按规定开足体育与健康课，每周实际开设3节，比规定少1节",
        basis="《义务教育课程方案（2022年版）》第三部分",
        requirement="调整课程表，开齐开足体育与健康课，并公布调整后的课程表",
        due_on=date(2026, 12, 31),
        key="problem-1",
    ),
    Problem(
        "食堂食品留样不规范，2026年11月的12份留样中有3份未标注留样时间和留样人",
        basis="《学校食品安全与营养健康管理规定》第四十条",
        requirement="落实食品留样制度，按规定留足品种、数量和时间，完整登记留样信息",
        due_on=date(2026, 12, 11),
        key="problem-2",
    ),
    Problem(
        "六年级书面家庭作业总量偏多，抽查的5天中有3天平均完成时间超过60分钟",
        requirement="完善作业统筹管理制度，将书面作业平均完成时间控制在60分钟以内",
        due_on=date(2026, 12, 31),
        key="problem-3",
    ),
)


def issue(number: str, **more: object) -> Issue:
    """An issue of 24 November 2026."""
    return Issue(date(2026, 11, 24), number=number, check=CHECK, **more)  # type: ignore[arg-type]


def notice() -> DocumentContent:
    """督导通知."""
    facts = NoticeFacts(
        SCHOOL,
        TITLE,
        date(2026, 12, 7),
        date(2026, 12, 9),
        (
            "学校管理和制度执行情况",
            "课程开设和课堂教学情况",
            "学生学习、体育锻炼和课业负担情况",
            "食堂、食品、饮水和宿舍卫生情况",
        ),
        TEAM,
        self_evaluation_due=date(2026, 12, 1),
        self_evaluation_points=("作业管理", "课后服务", "食堂管理"),
        framework="义务教育学校督导评估指标体系（2026年版）",
    )
    return inspection_notice(facts, office=OFFICE, issue=issue("米教督办〔2026〕17号", copies=(DEPARTMENT,)))


def preliminary() -> DocumentContent:
    """初步督导意见."""
    facts = PreliminaryFacts(
        SCHOOL,
        TITLE,
        date(2026, 12, 7),
        date(2026, 12, 9),
        ("学校能够贯彻党的教育方针，办学条件逐年改善，教育教学秩序良好", "学校管理制度基本健全，但执行不够到位"),
        PROBLEMS,
        10,
        date(2026, 12, 21),
        advice=("健全作业公示和校内督导制度", "加强食堂从业人员培训"),
    )
    return preliminary_opinion(facts, office=OFFICE, issue=issue("米教督初〔2026〕9号"))


def opinion() -> DocumentContent:
    """督导意见书."""
    facts = OpinionFacts(
        SCHOOL,
        TITLE,
        date(2026, 12, 7),
        date(2026, 12, 9),
        ("学校坚持社会主义办学方向，落实立德树人根本任务，办学条件逐年改善，教育教学秩序良好，师生和家长满意度较高",),
        PROBLEMS,
        "你校于2026年12月18日提出申辩1条，经复核未予采纳",
        achievements=("党组织领导的校长负责制落实有力", "劳动教育形成特色，建成校内实践基地2个"),
        conclusion="良好",
        advice=("健全作业公示和校内督导制度", "加强食堂从业人员培训，推进“互联网+明厨亮灶”"),
        plan_due=date(2027, 1, 8),
        report_due=date(2027, 1, 29),
        governing_department=DEPARTMENT,
    )
    return opinion_letter(facts, office=OFFICE, issue=issue("米教督意〔2026〕5号"))


def order() -> DocumentContent:
    """整改通知书."""
    facts = OrderFacts(
        SCHOOL,
        TITLE,
        PROBLEMS,
        date(2027, 1, 8),
        date(2027, 1, 29),
        opinion_number="米教督意〔2026〕5号",
        governing_department=DEPARTMENT,
    )
    return rectification_order(facts, office=OFFICE, issue=issue("米教督整〔2026〕5号"))


def urging() -> DocumentContent:
    """督办通知."""
    facts = UrgingFacts(
        SCHOOL,
        "米教督整〔2026〕5号",
        date(2026, 12, 25),
        (
            Overdue(PROBLEMS[0].text, date(2026, 12, 31), "逾期6日未报告", date(2027, 1, 20), "problem-1"),
            Overdue(PROBLEMS[1].text, date(2026, 12, 11), "复查不合格", date(2027, 1, 15), "problem-2"),
        ),
        date(2027, 1, 20),
        times=2,
        governing_department=DEPARTMENT,
    )
    return urging_notice(facts, office=OFFICE, issue=issue("米教督催〔2026〕2号", copies=("攀莲镇人民政府",)))


def report() -> DocumentContent:
    """督导报告."""
    facts = ReportFacts(
        "2026年秋季学期中小学校规范办学行为综合督导",
        tuple(
            UnitResult(name, conclusion, problems, closed)
            for name, conclusion, problems, closed in (
                ("米易县攀莲镇中心学校", "良好", 3, 2),
                ("米易县丙谷镇中心学校", "良好", 4, 4),
                ("米易县撒莲镇中心学校", "合格", 6, 3),
                ("米易县第一初级中学校", "优秀", 1, 1),
                ("米易县白马镇中心学校", "良好", 2, 2),
            )
        ),
        date(2026, 10, 12),
        date(2026, 11, 6),
        TEAM,
        ("王建国",),
        matters=("学校管理和制度执行情况", "课程开设和课堂教学情况", "食堂、食品、饮水和宿舍卫生情况"),
        heard="共发放问卷1200份，召开座谈会15场，听取学生、家长和教师意见286人次",
        achievements=("办学方向更加端正", "办学条件持续改善", "“双减”工作成效明显"),
        problems=PROBLEMS,
        remedies=("各校均制定了整改方案，明确了整改措施、责任人和完成时限",),
        advice=("将体育与健康课程开设情况纳入常态监测", "统筹县级财政资金，改善农村学校食堂条件", "进一步配齐专职督学"),
    )
    return inspection_report(facts, office=OFFICE, issue=issue("米教督报〔2026〕3号"))


def measure() -> DocumentContent:
    """督学处理通知书."""
    facts = MeasureFacts(
        "张卫东",
        "川米督0012",
        "order",
        ("2026年11月9日入校督导期间，收受学校赠送的土特产两箱", "上述行为违反廉洁纪律，责令退还并书面检讨"),
        reply_until=date(2026, 12, 1),
        correct_by=date(2026, 12, 15),
    )
    return measure_notice(facts, office=OFFICE, issue=issue("米教督处〔2026〕3号"))


EXAMPLES: dict[str, Callable[[], DocumentContent]] = {
    "inspection_notice": notice,
    "preliminary_opinion": preliminary,
    "opinion_letter": opinion,
    "rectification_order": order,
    "urging_notice": urging,
    "inspection_report": report,
    "measure_notice": measure,
}

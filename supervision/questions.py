"""The questions that the platform brings for each audience, until the office writes its own."""

from dataclasses import dataclass

from supervision.enums import Audience, QuestionKind

SCALE, YES_NO, TEXT = QuestionKind.SCALE, QuestionKind.YES_NO, QuestionKind.TEXT


@dataclass(frozen=True)
class Question:
    """One question: how it is answered, its words, and the same in English."""

    kind: str
    text: str
    text_en: str = ""


BROUGHT: dict[str, tuple[Question, ...]] = {
    Audience.PARENTS: (
        Question(SCALE, "您对学校的教育教学质量是否满意？", "How satisfied are you with teaching at the school?"),
        Question(SCALE, "您对学校的安全管理是否满意？", "How satisfied are you with safety at the school?"),
        Question(SCALE, "您对学校食堂和饮水卫生是否满意？", "How satisfied are you with the canteen and the water?"),
        Question(SCALE, "您对教师的师德师风是否满意？", "How satisfied are you with the conduct of the teachers?"),
        Question(YES_NO, "孩子的书面作业能否在规定时间内完成？", "Can your child finish homework in the allowed time?"),
        Question(YES_NO, "学校是否有违规收费的情况？", "Has the school charged fees that it may not charge?"),
        Question(TEXT, "您对学校还有什么意见和建议？", "What else would you like to say about the school?"),
    ),
    Audience.PUPILS: (
        Question(SCALE, "你对在学校的学习生活是否满意？", "How satisfied are you with your life at school?"),
        Question(SCALE, "你对老师的教学是否满意？", "How satisfied are you with the teaching?"),
        Question(SCALE, "你对学校食堂是否满意？", "How satisfied are you with the canteen?"),
        Question(YES_NO, "你每天在校是否有一小时以上的体育活动？", "Do you have an hour of sport at school every day?"),
        Question(YES_NO, "你在学校是否遇到过同学欺凌？", "Have you met with bullying at school?"),
        Question(TEXT, "你希望学校改进什么？", "What should the school do better?"),
    ),
    Audience.TEACHERS: (
        Question(SCALE, "您对学校的办学管理是否满意？", "How satisfied are you with how the school is run?"),
        Question(SCALE, "您对专业发展和培训机会是否满意？", "How satisfied are you with training and growth?"),
        Question(SCALE, "您对工作负担是否满意？", "How satisfied are you with your workload?"),
        Question(
            YES_NO, "学校是否按国家规定开齐开足课程？", "Are all courses of the national curriculum taught in full?"
        ),
        Question(YES_NO, "教师待遇是否按时足额发放？", "Is pay given in full and on time?"),
        Question(TEXT, "您对学校工作还有什么意见和建议？", "What else would you like to say about the school?"),
    ),
}

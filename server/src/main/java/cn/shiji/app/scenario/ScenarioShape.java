package cn.shiji.app.scenario;

import cn.shiji.mechanism.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a scenario file may look like: given who there is, when this is recorded, then these are the figures. */
final class ScenarioShape {

    private ScenarioShape() {}

    static Shape.Keyed whole() {
        return Shape.keyed()
                .required("given", given(), "有谁", "Who there is")
                .required("when", new Shape.ListOf(step(), 100), "先后做了什么", "What is done, in order")
                .required("then", new Shape.ListOf(outcome(), 100), "应当怎样", "What must come of it");
    }

    private static Shape given() {
        Shape names = new Shape.ListOf(Shape.text(40), 20);
        return Shape.keyed()
                .required("villages", names, "镇里的村", "The villages of the town")
                .optional("neighbours", names, "邻镇的村", "Villages of the town next to it")
                .optional(
                        "cadres",
                        new Shape.ListOf(
                                Shape.keyed()
                                        .required("unit", Shape.text(40), "单位", "Their unit")
                                        .required("names", names, "姓名", "Their names"),
                                20),
                        "各单位的干部",
                        "The cadres of the units");
    }

    private static Shape step() {
        Map<Shape.Option, Shape.Keyed> steps = new LinkedHashMap<>();
        Shape.Keyed reason = Shape.keyed()
                .required("which", Shape.text(40), "哪一条（as 所起的名）", "Which record, as it was called")
                .required("reason", Shape.text(200), "原因", "Why");
        steps.put(
                Shape.option("record", "记一条", "Put something on record"),
                Shape.keyed()
                        .required("form", Shape.text(60), "哪张表单", "By which form")
                        .required("at", Shape.text(40), "哪个单位", "For which unit")
                        .required("day", Shape.text(10), "哪天", "On which day")
                        .required("values", new Shape.Anything(), "填了什么", "What is filled in")
                        .optional("as", Shape.text(40), "起个名，后面好提", "A name to speak of it later")
                        .optional(
                                "refused",
                                new Shape.ListOf(Shape.text(80), 60),
                                "应被退回，退回的正是这几处",
                                "It must be refused for exactly these fields"));
        steps.put(
                Shape.option("correct", "更正", "Correct a record"),
                reason.required("values", new Shape.Anything(), "改成什么", "All its values as they should be"));
        steps.put(Shape.option("withdraw", "撤回", "Withdraw a record"), reason);
        return new Shape.ByWord("do", new cn.shiji.mechanism.Words("做什么", "What is done"), steps);
    }

    private static Shape outcome() {
        return Shape.keyed()
                .required("at", Shape.text(40), "在哪个单位看：县、镇、邻镇或村", "Seen at which unit: 县, 镇, 邻镇 or a village")
                .optional("figures", new Shape.Anything(), "指标: 数", "Figures by indicator")
                .optional("sentence", Shape.text(300), "报告里的话", "The sentence in the report");
    }
}

package cn.shiji.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who answers for an item, in the forms offices write it. */
class ResponsibilityTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "修通村路8公里。（责任单位：交通站、各村）| 交通站:responsible 各村:responsible",
                "修通村路8公里。【牵头单位：交通站；配合单位：财政所】| 交通站:lead 财政所:cooperate",
                "修通村路8公里。（县交通局牵头，县财政局、县住建局按职责分工负责）| 县交通局:lead 县财政局:responsible 县住建局:responsible",
                "修通村路8公里。（县交通局、县财政局分工负责）| 县交通局:responsible 县财政局:responsible",
                "修通村路8公里。（县交通局牵头，县有关部门具体实施）| 县交通局:lead 县有关部门:responsible",
                "修通村路8公里。（县交通局会同县财政局负责；各乡镇政府配合）| 县交通局:responsible 县财政局:responsible 各乡镇政府:cooperate",
                "修通村路8公里。（县交通局、县财政局）| 县交通局:responsible 县财政局:responsible",
                "由县交通局牵头，县财政局、县住建局配合。| 县交通局:lead 县财政局:cooperate 县住建局:cooperate",
                "修通村路8公里。牵头单位：交通站 责任单位：各村 完成时限：10月底前| 交通站:lead 各村:responsible",
                "修通村路8公里（含桥梁）。（省、市、县）|''"
            })
    void unitsAreFoundWithTheirRoles(String text, String units) {
        List<ResponsibleUnit> found = leaf(text).units();
        assertThat(found.stream()
                        .map(unit -> unit.name() + ":" + unit.role().code())
                        .toList())
                .isEqualTo(units.isEmpty() ? List.of() : List.of(units.strip().split(" ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "修通村路8公里。（责任领导：副镇长李四；责任人：王五、赵六）| 副镇长李四:accountable_leader 王五:responsible_person 赵六:responsible_person",
                "修通村路8公里。牵头领导：张三 牵头单位：交通站| 张三:accountable_leader"
            })
    void peopleAreFoundByTheirLabels(String text, String people) {
        assertThat(leaf(text).people().stream()
                        .map(person -> person.name() + ":" + person.role().code())
                        .toList())
                .isEqualTo(List.of(people.strip().split(" ")));
    }

    private static Node leaf(String text) {
        return Documents.readText("柳溪镇工作计划\n一、2031年工作安排\n1.修路。" + text)
                .nodes()
                .getFirst()
                .children()
                .getFirst()
                .children()
                .getFirst();
    }
}

package cn.shiji.plan;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a document means by the names of units it uses. */
class UnitNamesTest {

    private static final List<Unit> TOWN = town(
            "党政办", "党建办", "经济发展办", "农业农村办", "文旅站", "林业站", "水利站", "社会治理办", "财政所", "应急办", "生态环保站", "石桥村", "茶岭村", "龙潭村",
            "青溪社区");

    private final UnitNames names = new UnitNames(TOWN);

    private static List<Unit> town(String... below) {
        var units = new ArrayList<Unit>();
        units.add(new Unit(new UnitId(1), "青溪镇", UnitKind.TOWN, null, new Scope(1, 1000), null));
        for (int at = 0; at < below.length; at++) {
            boolean village = below[at].endsWith("村") || below[at].endsWith("社区");
            units.add(new Unit(
                    new UnitId(at + 2),
                    below[at],
                    village ? UnitKind.VILLAGE : UnitKind.DEPARTMENT,
                    new UnitId(1),
                    new Scope(at + 2, at + 2),
                    null));
        }
        return units;
    }

    @ParameterizedTest
    @CsvSource({
        "农业农村办, 农业农村办",
        "镇农业农村办, 农业农村办",
        "青溪镇农业农村办公室, 农业农村办",
        "农办, 农业农村办",
        "农业农村办等, 农业农村办",
        "经发办, 经济发展办",
        "镇文化旅游站, 文旅站",
        "文化和旅游服务中心, 文旅站",
        "林草站, 林业站",
        "水务站, 水利站",
        "综治办, 社会治理办",
        "组织办, 党建办",
        "应急管理办公室, 应急办",
        "环保站, 生态环保站",
        "党政综合办公室, 党政办",
        "石桥, 石桥村",
        "石桥村委会, 石桥村",
        "石桥村党支部, 石桥村",
        "石桥村两委, 石桥村",
    })
    void anotherNameOfAUnitIsTheUnit(String written, String meant) {
        UnitNames.Meant found = names.meant(written);

        assertThat(found.settled()).as(found.toString()).isTrue();
        assertThat(found.units()).extracting(Unit::name).containsExactly(meant);
        assertThat(found.sure()).isEqualTo(UnitNames.Sure.CERTAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "县农业农村局, 农业农村办",
        "农业农村局, 农业农村办",
        "县水利局, 水利站",
        "县财政局, 财政所",
        "县应急管理局, 应急办",
        "市生态环境局县分局, 生态环保站",
        "省文化和旅游厅, 文旅站"
    })
    void aBureauAboveIsAnsweredByTheOfficeOfItsField(String written, String meant) {
        UnitNames.Meant found = names.meant(written);

        assertThat(found.units()).as(found.toString()).extracting(Unit::name).containsExactly(meant);
        assertThat(found.sure()).isEqualTo(UnitNames.Sure.LIKELY);
    }

    @ParameterizedTest
    @CsvSource({"县发改局, 经济发展办", "发展和改革局, 经济发展办", "县信访局, 社会治理办", "县委宣传部, 党建办"})
    void whereNoOfficeHasTheFieldTheNearestIsOnlyPossible(String written, String meant) {
        UnitNames.Meant found = names.meant(written);

        assertThat(found.settled()).as(found.toString()).isFalse();
        assertThat(found.units()).extracting(Unit::name).containsExactly(meant);
    }

    @ParameterizedTest
    @CsvSource({"各村, 4", "各村（社区）, 4", "各行政村, 4", "各村(社区)等, 4", "全镇各村, 4", "各社区, 1", "各办站所, 11"})
    void allOfAKindAreMeantTogether(String written, int many) {
        UnitNames.Meant found = names.meant(written);

        assertThat(found.settled()).as(found.toString()).isTrue();
        assertThat(found.units()).hasSize(many);
    }

    @Test
    void unnamedDepartmentsAreChosenByAPerson() {
        for (String written : List.of("各有关部门", "相关部门", "有关单位", "各成员单位")) {
            UnitNames.Meant found = names.meant(written);
            assertThat(found.choose()).as(written).isTrue();
            assertThat(found.settled()).isFalse();
        }
    }

    @Test
    void whatNobodyKnowsMeansNobody() {
        for (String written : List.of("国家发展银行总行", "各乡镇", "供销合作社", "")) {
            assertThat(names.meant(written).settled()).as(written).isFalse();
        }
        assertThat(names.meant("各乡镇").units()).isEmpty();
    }

    @Test
    void inACountysPlanTheBureauIsTheUnitItself() {
        var county = new ArrayList<Unit>();
        county.add(new Unit(new UnitId(1), "云岫县", UnitKind.COUNTY, null, new Scope(1, 1000), null));
        county.add(unit(2, "发展和改革局", UnitKind.DEPARTMENT, 1));
        county.add(unit(3, "农业农村局", UnitKind.DEPARTMENT, 1));
        county.add(unit(4, "青溪镇", UnitKind.TOWN, 1));
        county.add(unit(5, "白石镇", UnitKind.TOWN, 1));
        county.add(unit(6, "农业农村办", UnitKind.DEPARTMENT, 4));
        county.add(unit(7, "石桥村", UnitKind.VILLAGE, 4));
        county.add(unit(8, "石桥村", UnitKind.VILLAGE, 5));
        var names = new UnitNames(county);

        assertThat(names.meant("县发改局").units()).extracting(Unit::name).containsExactly("发展和改革局");
        assertThat(names.meant("县农业农村局").units())
                .extracting(unit -> unit.id().value())
                .containsExactly(3L);
        assertThat(names.meant("各乡镇").units()).extracting(Unit::name).containsExactly("青溪镇", "白石镇");
        assertThat(names.meant("石桥村").choose()).isTrue();
        assertThat(names.meant("石桥村").units()).hasSize(2);
    }

    private static Unit unit(long id, String name, UnitKind kind, long parent) {
        return new Unit(new UnitId(id), name, kind, new UnitId(parent), new Scope(id, id), null);
    }
}

package cn.shiji.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures as the reader tells them; how each is written and weighed is told by the examples of the grammar. */
class FiguresTest {

    @Test
    void aFigureTellsItsTextAndWhatItCounts() {
        Figure figure = only("新建标准化茶厂4座。");
        assertThat(figure.text()).isEqualTo("4座");
        assertThat(figure.value()).isEqualByComparingTo("4");
        assertThat(figure.unit()).isEqualTo("座");
        assertThat(figure.relation()).isEqualTo(Relation.EXACTLY);
        assertThat(figure.change()).isEqualTo(Change.NONE);
        assertThat(figure.of()).isEqualTo("标准化茶厂");
    }

    @Test
    void theFiguresOfATextStandInItsOrder() {
        List<Figure> figures = Documents.figures("修路5公里；架桥2座。植树300株！");
        assertThat(figures).extracting(Figure::text).containsExactly("5公里", "2座", "300株");
    }

    @Test
    void offsetsCountCodePointsNotJavaCharacters() {
        Figure figure = only("𠮷村修路6公里。");
        assertThat(figure.span()).isEqualTo(new Span(4, 7));
    }

    @Test
    void aNumberTornFromItsMultiplierByTheEndOfAPageIsOneNumber() {
        Figure figure = only("总产值达到74.4\n\n万亿元。");
        assertThat(figure.value()).isEqualByComparingTo("74400000000000");
        assertThat(figure.unit()).isEqualTo("元");
    }

    @Test
    void aLineThatEndsInANumberIsNotJoinedToTheNext() {
        assertThat(Documents.figures("编号74\n亩产300斤。")).extracting(Figure::text).containsExactly("300斤");
    }

    private static Figure only(String sentence) {
        List<Figure> figures = Documents.figures(sentence);
        assertThat(figures).as(sentence).hasSize(1);
        return figures.getFirst();
    }
}

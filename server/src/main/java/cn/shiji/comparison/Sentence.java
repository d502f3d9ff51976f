package cn.shiji.comparison;

import cn.shiji.document.Figure;
import cn.shiji.document.ReadDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A statement taken apart: its clauses with the words of each, and its figures with what they count. */
record Sentence(Statement statement, String text, List<Clause> clauses, List<Counted> figures) {

    private static final String STOPS = "，,：:；;。！!？?\n\r";

    /**
     * A part of a sentence between two stops: one action on one or several objects.
     *
     * @param members the words of each member of an enumeration (A、B和C); empty where there is none
     */
    record Clause(int from, int to, List<Term> terms, List<List<Term>> members) {}

    /** Takes a statement apart. */
    static Sentence of(Statement statement, ReadDocument document, Offsets offsets, Analyser analyser) {
        int begin = offsets.charAt(statement.span().start());
        String text =
                document.text().substring(begin, offsets.charAt(statement.span().end()));
        List<Term> terms = analyser.terms(text);
        var clauses = new ArrayList<Clause>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || STOPS.indexOf(text.charAt(i)) >= 0) {
                List<Term> inside = between(terms, start, i);
                if (!inside.isEmpty()) {
                    clauses.add(new Clause(start, i, inside, members(text, start, i, inside)));
                }
                start = i + 1;
            }
        }
        var figures = new ArrayList<Counted>();
        for (Figure figure : statement.figures()) {
            int from = offsets.charAt(figure.span().start()) - begin;
            int to = offsets.charAt(figure.span().end()) - begin;
            for (Clause clause : clauses) {
                if (clause.from() <= from && from < clause.to()) {
                    figures.add(Counted.of(figure, text, from, to, clause, analyser));
                }
            }
        }
        return new Sentence(statement, text, List.copyOf(clauses), List.copyOf(figures));
    }

    private static List<List<Term>> members(String text, int from, int to, List<Term> terms) {
        if (text.substring(from, to).indexOf('、') < 0) {
            return List.of();
        }
        var members = new ArrayList<List<Term>>();
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || text.charAt(i) == '、' || text.charAt(i) == '和') {
                List<Term> inside = between(terms, start, i);
                if (!inside.isEmpty()) {
                    members.add(inside);
                }
                start = i + 1;
            }
        }
        return List.copyOf(members);
    }

    /** All its words. */
    Stream<Term> terms() {
        return clauses.stream().flatMap(clause -> clause.terms().stream());
    }

    private static List<Term> between(List<Term> terms, int from, int to) {
        return terms.stream()
                .filter(term -> from <= term.from() && term.from() < to)
                .toList();
    }
}

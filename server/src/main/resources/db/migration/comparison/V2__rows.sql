-- Comparisons under row security.
select access.guard('comparison.comparison');
select access.guard('comparison.reading');
select access.guard_child('comparison.document', 'comparison.comparison', 'comparison_id');
select access.guard_child('comparison.commitment', 'comparison.comparison', 'comparison_id');
select access.guard_child('comparison.result', 'comparison.comparison', 'comparison_id');
select access.guard_child('comparison.decision', 'comparison.comparison', 'comparison_id');

-- Reports under row security.
select access.guard('report.report');
select access.guard_child('report.freezing', 'report.report', 'report_id');

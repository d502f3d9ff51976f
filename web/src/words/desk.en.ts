import audit from './en/audit.json'
import comparison from './en/comparison.json'
import fields from './en/fields.json'
import indicator from './en/indicator.json'
import mechanism from './en/mechanism.json'
import parts from './en/parts.json'
import plan from './en/plan.json'
import record from './en/record.json'
import report from './en/report.json'
import security from './en/security.json'
import session from './en/session.json'
import shell from './en/shell.json'

export default { audit, comparison, fields, indicator, mechanism, parts, plan, record, report, security, session, shell }

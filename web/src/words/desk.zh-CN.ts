import audit from './zh-CN/audit.json'
import comparison from './zh-CN/comparison.json'
import fields from './zh-CN/fields.json'
import indicator from './zh-CN/indicator.json'
import mechanism from './zh-CN/mechanism.json'
import parts from './zh-CN/parts.json'
import plan from './zh-CN/plan.json'
import record from './zh-CN/record.json'
import report from './zh-CN/report.json'
import security from './zh-CN/security.json'
import session from './zh-CN/session.json'
import shell from './zh-CN/shell.json'

export default { audit, comparison, fields, indicator, mechanism, parts, plan, record, report, security, session, shell }

import fields from './zh-CN/fields.json'
import parts from './zh-CN/parts.json'
import pocket from './zh-CN/pocket.json'
import record from './zh-CN/record.json'
import security from './zh-CN/security.json'
import session from './zh-CN/session.json'

export default { fields, parts, pocket, record, security, session }

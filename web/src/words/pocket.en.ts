import fields from './en/fields.json'
import parts from './en/parts.json'
import pocket from './en/pocket.json'
import record from './en/record.json'
import security from './en/security.json'
import session from './en/session.json'

export default { fields, parts, pocket, record, security, session }

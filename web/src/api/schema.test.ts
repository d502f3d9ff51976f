import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'
import { describe, expect, it } from 'vitest'

describe('the generated types', () => {
  it("tell what the server's description tells (else: npm run api:types)", async () => {
    const description = JSON.parse(readFileSync(join(process.cwd(), '../docs/generated/openapi.json'), 'utf8')) as object
    const fresh = COMMENT_HEADER + astToString(await openapiTS(description as never))
    expect(readFileSync(join(process.cwd(), 'src/api/schema.d.ts'), 'utf8')).toBe(fresh)
  }, 30_000)
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fill } from '.'

const here = join(process.cwd(), 'src/words')

function keys(value: unknown, path = ''): string[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => keys(inner, path ? `${path}.${key}` : key))
    : [path]
}

function holes(value: unknown): string[] {
  return [...new Set([...JSON.stringify(value).matchAll(/\{(\w+)/g)].map((found) => found[1] ?? ''))].sort()
}

const read = (language: string, book: string) => JSON.parse(readFileSync(join(here, language, book), 'utf8')) as Record<string, unknown>

describe('words', () => {
  const books = readdirSync(join(here, 'zh-CN'))

  it('keeps the same books in both languages', () => {
    expect(readdirSync(join(here, 'en'))).toEqual(books)
  })

  it.each(books)('keeps %s complete in English', (book) => {
    expect(keys(read('en', book)).sort()).toEqual(keys(read('zh-CN', book)).sort())
  })

  it.each(books)('leaves the same places to fill in %s', (book) => {
    const zh = read('zh-CN', book)
    const en = read('en', book)
    for (const key of Object.keys(zh)) expect([key, holes(en[key])]).toEqual([key, holes(zh[key])])
  })

  it('fills places and chooses the English plural', () => {
    expect(fill('{n} {n|day|days} late', { n: 1 })).toBe('1 day late')
    expect(fill('{n} {n|day|days} late', { n: 3 })).toBe('3 days late')
    expect(fill('逾 {n} 天', { n: 3 })).toBe('逾 3 天')
  })

  it('leaves a place alone that nothing was given for', () => {
    expect(fill('{name}?', {})).toBe('{name}?')
  })
})

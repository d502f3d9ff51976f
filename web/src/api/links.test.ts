import { describe, expect, it } from 'vitest'
import { faceLink, indicatorLink } from './links'

describe('links', () => {
  it('reads a link of any face as one of this face', () => {
    expect(faceLink('/records/1')).toBe('/records/1')
    expect(faceLink('/desk/records/1?tab=a')).toBe('/records/1?tab=a')
    expect(faceLink('/pocket')).toBe('/')
  })

  it('leads home instead of to another site', () => {
    expect(faceLink('//evil.example/')).toBe('/')
    expect(faceLink('https://evil.example/')).toBe('/')
    expect(faceLink(null)).toBe('/')
  })

  it('keeps the dot of an indicator out of the address', () => {
    expect(indicatorLink('some-pack.sessions')).toBe('/indicators/some-pack/sessions')
    expect(faceLink('/indicators/some-pack.sessions')).toBe('/indicators/some-pack/sessions')
  })
})

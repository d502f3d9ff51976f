const scales: Record<string, number> = { 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8 }

/** An amount as people type it: `1,200`, `１２００`, `22万`, `3.5亿`. Null where it is no number. */
export function readAmount(typed: string): number | null {
  const plain = typed
    .trim()
    .replace(/[０-９．]/g, (c) => (c === '．' ? '.' : String.fromCharCode(c.charCodeAt(0) - 0xfee0)))
    .replace(/[,，\s]/g, '')
    .replace(/^−/, '-')
  const found = /^(-?\d+(?:\.\d+)?)([百千万亿]*)$/.exec(plain)
  if (!found) return null
  const scale = [...(found[2] ?? '')].reduce((product, sign) => product * (scales[sign] ?? 1), 1)
  const value = Number(found[1]) * scale
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : null
}

/** One amount or a range: `3—5`, `2000至3000`. */
export function readRange(typed: string): { value: number } | { low: number; high: number } | null {
  const parts = typed.split(/[—–~～至到]+|(?<=\S)-(?=\d)/)
  if (parts.length === 2) {
    const low = readAmount(parts[0] ?? '')
    const high = readAmount(parts[1] ?? '')
    return low !== null && high !== null && low <= high ? { low, high } : null
  }
  const value = readAmount(typed)
  return value === null ? null : { value }
}

/** Chart colours and type, read from the token file so that charts and pages never part. */
export interface ChartInk {
  now: string
  running: string
  reference: string
  target: string
  ink: string
  caption: string
  line: string
  paper: string
  font: string
}

export function chartInk(): ChartInk {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    now: token('--c-1'),
    running: token('--m-4'),
    reference: token('--c-ref'),
    target: token('--c-target'),
    ink: token('--ink'),
    caption: token('--ink-3'),
    line: token('--line'),
    paper: token('--paper'),
    font: token('--font-ui'),
  }
}

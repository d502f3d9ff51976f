/**
 * A link the server gave, as this face's router knows it: `/records/…`, `/desk/records/…` and `/pocket/records/…` all
 * become `/records/…`. Anything that is not a path of ours leads home.
 */
export function faceLink(href: string | null | undefined): string {
  if (!href || !/^\/(?!\/)/.test(href)) return '/'
  return href.replace(/^\/(desk|pocket)(?=\/|$)/, '') || '/'
}

/**
 * A link the server gave, as this face's router knows it: `/records/…`, `/desk/records/…` and `/pocket/records/…` all
 * become `/records/…`. Anything that is not a path of ours leads home.
 */
export function faceLink(href: string | null | undefined): string {
  if (!href || !/^\/(?!\/)/.test(href)) return '/'
  const path = href.replace(/^\/(desk|pocket)(?=\/|$)/, '') || '/'
  return path.replace(/^\/indicators\/([^/?#.]+)\.([^/?#]+)/, '/indicators/$1/$2')
}

/** The page of an indicator. Its id has a dot, which an address takes for the name of a file; so it is two steps there. */
export function indicatorLink(id: string): string {
  return `/indicators/${id.split('.').map(encodeURIComponent).join('/')}`
}

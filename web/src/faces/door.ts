/** The front door: a face chosen before is kept; else phones go to the pocket and the rest to the desk. */
const kept = localStorage.getItem('shiji.face')
const phone = matchMedia('(max-width: 720px) and (pointer: coarse)').matches
const face = kept === 'desk' || kept === 'pocket' ? kept : phone ? 'pocket' : 'desk'
location.replace(`/${face}/`)

export {}

import '@/design/tokens.css'

export {}

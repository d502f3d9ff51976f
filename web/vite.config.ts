import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** Where the development server sends calls for data. Set SHIJI_URL to a running server. */
const server = process.env.SHIJI_URL ?? 'http://127.0.0.1:8080'

/** Each face keeps its own history, so a deep link must answer with that face's entry page. */
function facesKeepTheirHistory(): Plugin {
  return {
    name: 'faces-keep-their-history',
    configureServer(vite) {
      vite.middlewares.use((request, _response, next) => {
        const path = (request.url ?? '').split('?')[0] ?? ''
        const face = /^\/(desk|pocket)(\/|$)/.exec(path)?.[1]
        if (face && !/\.[a-z0-9]+$/i.test(path)) request.url = `/${face}/index.html`
        next()
      })
    },
  }
}

export default defineConfig({
  plugins: [vue(), facesKeepTheirHistory()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': { target: server }, '/v3': { target: server } } },
  build: {
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      input: {
        door: fileURLToPath(new URL('./index.html', import.meta.url)),
        desk: fileURLToPath(new URL('./desk/index.html', import.meta.url)),
        pocket: fileURLToPath(new URL('./pocket/index.html', import.meta.url)),
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    server: { deps: { inline: [/vant/, /element-plus/] } },
  },
})

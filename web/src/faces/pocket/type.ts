import { ref } from 'vue'

const kept = 'shiji.large-type'

/** Large type for old eyes, kept on the device. */
export const large = ref(false)

export function useKeptType(): void {
  setLarge(localStorage.getItem(kept) === 'yes')
}

export function setLarge(on: boolean): void {
  large.value = on
  localStorage.setItem(kept, on ? 'yes' : 'no')
  document.body.classList.toggle('large', on)
}

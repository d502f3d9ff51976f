import { shallowRef } from 'vue'

/** A question that stops for an answer. With `reason` the person has to say why; the answer is then that text. */
export interface Question {
  title: string
  words?: string
  /** The verb on the button, such as 撤回. */
  yes: string
  no?: string
  /** The label of the text that must be given. */
  reason?: string
  /** True when something is taken away. */
  grave?: boolean
}

export interface Asked extends Question {
  answer: (words: string | null) => void
}

export const asked = shallowRef<Asked | null>(null)

/** Asks, and resolves to the reason given ('' where none was asked for), or null when the person stepped back. */
export function confirm(question: Question): Promise<string | null> {
  return new Promise((resolve) => {
    asked.value = {
      ...question,
      answer: (words) => {
        asked.value = null
        resolve(words)
      },
    }
  })
}

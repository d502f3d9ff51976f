import ChoiceInput from './choice/ChoiceInput.vue'
import PocketDate from './date/PocketDate.vue'
import FilesInput from './files/FilesInput.vue'
import LongTextInput from './long-text/LongTextInput.vue'
import NumberInput from './integer/NumberInput.vue'
import PocketPicker from './person/PocketPicker.vue'
import RollCall from './roll-call/RollCall.vue'
import TextInput from './text/TextInput.vue'
import type { WidgetInputs } from './widget'

/** How the pocket draws each field type: big targets, one sheet at a time. */
export const pocketInputs: WidgetInputs = {
  text: TextInput,
  'long-text': LongTextInput,
  integer: NumberInput,
  decimal: NumberInput,
  date: PocketDate,
  choice: ChoiceInput,
  person: PocketPicker,
  unit: PocketPicker,
  units: PocketPicker,
  'roll-call': RollCall,
  photos: FilesInput,
  files: FilesInput,
}

import ChoiceInput from './choice/ChoiceInput.vue'
import DeskDate from './date/DeskDate.vue'
import FilesInput from './files/FilesInput.vue'
import LongTextInput from './long-text/LongTextInput.vue'
import NumberInput from './integer/NumberInput.vue'
import DeskPicker from './person/DeskPicker.vue'
import RollCall from './roll-call/RollCall.vue'
import TextInput from './text/TextInput.vue'
import type { WidgetInputs } from './widget'

/** How the desk draws each field type. */
export const deskInputs: WidgetInputs = {
  text: TextInput,
  'long-text': LongTextInput,
  integer: NumberInput,
  decimal: NumberInput,
  date: DeskDate,
  choice: ChoiceInput,
  person: DeskPicker,
  unit: DeskPicker,
  units: DeskPicker,
  'roll-call': RollCall,
  photos: FilesInput,
  files: FilesInput,
}

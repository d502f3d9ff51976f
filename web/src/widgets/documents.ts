/** The name endings of the documents the server reads, and the largest it takes, in bytes. */
export const readable = ['.docx', '.doc', '.wps', '.pdf', '.xlsx', '.xls', '.txt', '.md', '.html', '.htm']
export const largestDocument = 20 * 1024 * 1024

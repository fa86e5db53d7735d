# bash completion for {{program}}, from `{{program}} completion bash`.
# Each answer is what is still missing of a word; put behind what readline has of it ($2), it fits whatever broke the word up.
_{{program}}() {
  COMPREPLY=()
  local rest
  while IFS= read -r rest; do
    if [[ $rest == :files ]]; then
      compopt -o default 2>/dev/null
    else
      COMPREPLY+=("$2$rest")
    fi
  done < <(OPENCLAW_COMPLETION_LINE="${COMP_LINE:0:COMP_POINT}" {{program}} complete bash </dev/null 2>/dev/null)
}
complete -F _{{program}} {{names}}

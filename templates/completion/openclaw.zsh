#compdef {{names}}
# zsh completion for {{program}}, from `{{program}} completion zsh`.
_{{program}}() {
  local line="${(j: :)words[1,CURRENT-1]} $IPREFIX$QIPREFIX$PREFIX"
  local tab=$'\t' answer value
  local -a answers
  for answer in "${(@f)$(OPENCLAW_COMPLETION_LINE=$line {{program}} complete zsh </dev/null 2>/dev/null)}"; do
    if [[ $answer == :files ]]; then
      compset -P '--*='
      _files
      return
    fi
    value=${answer%%$tab*}
    [[ -n $value ]] && answers+=("${value//:/\\:}:${answer#*$tab}")
  done
  _describe {{program}} answers
}
# Found in fpath, this file is the function; sourced, it has to be registered.
if [[ $funcstack[1] == _{{program}} ]]; then
  _{{program}} "$@"
else
  compdef _{{program}} {{names}}
fi

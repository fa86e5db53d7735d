# fish completion for {{program}}, from `{{program}} completion fish`.
function __{{program}}_complete
    type -q {{program}}; or return
    set -lx OPENCLAW_COMPLETION_LINE (commandline -cp)
    for answer in ({{program}} complete fish </dev/null 2>/dev/null)
        if test "$answer" = :files
            set -l word (commandline -ct)
            set -l flag (string match -r -- '^--[^=]*=' $word)
            string replace -r '^' -- "$flag" (__fish_complete_path (string replace -r -- '^--[^=]*=' '' $word) '')
        else
            echo $answer
        end
    end
end
for name in {{names}}
    complete -c $name -e
    complete -c $name -f -a '(__{{program}}_complete)'
end

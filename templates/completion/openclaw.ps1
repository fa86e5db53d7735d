# PowerShell completion for {{program}}, from `{{program}} completion powershell`.
# No answer at all makes PowerShell complete paths.
Register-ArgumentCompleter -Native -CommandName @('{{names}}' -split ' ') -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $length = $cursorPosition - $commandAst.Extent.StartOffset
    $env:OPENCLAW_COMPLETION_LINE = $commandAst.ToString().PadRight($length).Substring(0, $length)
    try {
        & {{program}} complete powershell 2>$null | Where-Object { $_ -ne ':files' } | ForEach-Object {
            $value, $description = $_ -split "`t", 2
            if (-not $description) { $description = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $description)
        }
    } finally {
        Remove-Item Env:OPENCLAW_COMPLETION_LINE
    }
}

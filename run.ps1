# Sets the program up on this machine, then runs it: what `run` does, on Windows.
#
#   powershell -ExecutionPolicy Bypass -File run.ps1                      open the program
#   powershell -ExecutionPolicy Bypass -File run.ps1 --headless [OPTION]  do the main job without a screen (--help lists the options)
#   powershell -ExecutionPolicy Bypass -File run.ps1 COMMAND [OPTION]     any command of `enumerator`
#
# --yes, or CI=true in the environment, lets the set-up install Python without asking.
$ErrorActionPreference = 'Stop'
$house = $PSScriptRoot
. (Join-Path $house 'requirements\python.ps1')

$headless = $false
$yes = @()
$words = @()
foreach ($word in $args) {
    switch -CaseSensitive ([string] $word) {
        '--headless' { $headless = $true }
        '--yes' { $yes = @('--yes') }
        default { $words += [string] $word }
    }
}

$purpose = 'windows'
if ($headless -or $words.Count -gt 0) { $purpose = 'headless' }
Install-All $house $purpose $yes
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

$enumerator = Join-Path $house '.venv\Scripts\enumerator.exe'
if ($headless) {
    & $enumerator main-job @words
} elseif ($words.Count -gt 0) {
    & $enumerator @words
} else {
    & $enumerator window
}
exit $LASTEXITCODE

# Sets up the test tools, then checks everything, cheapest first; the first failure ends it: what `check` does, on Windows.
# --yes, or CI=true in the environment, lets the set-up install Python without asking.
$ErrorActionPreference = 'Stop'
$house = $PSScriptRoot
. (Join-Path $house 'requirements\python.ps1')

$yes = @($args)
if ($yes.Count -gt 1 -or ($yes.Count -eq 1 -and $yes[0] -cne '--yes')) {
    [Console]::Error.WriteLine('usage: check.ps1 [--yes]')
    exit 2
}
$tools = Join-Path $house '.venv\Scripts'
$all = [Diagnostics.Stopwatch]::StartNew()

function Step([string] $name, [scriptblock] $what) {
    $began = [Diagnostics.Stopwatch]::StartNew()
    Write-Host "-- $name"
    $global:LASTEXITCODE = 0
    & $what
    if ($LASTEXITCODE -ne 0) { throw [ApplicationException] "$LASTEXITCODE" }
    Write-Host ('   {0}: {1:0} s' -f $name, $began.Elapsed.TotalSeconds)
}

function Test-FrozenProgram {
    & "$tools\pyinstaller.exe" build.spec --noconfirm --log-level ERROR
    if ($LASTEXITCODE -ne 0) { return }
    # From another folder and without our Python: nothing may be found but what was frozen.
    $kept = $env:PYTHONPATH, $env:VIRTUAL_ENV
    $env:PYTHONPATH, $env:VIRTUAL_ENV = $null, $null
    Push-Location $env:SystemRoot
    try { & "$house\dist\enumerator\enumerator.exe" self-check }
    finally {
        Pop-Location
        $env:PYTHONPATH, $env:VIRTUAL_ENV = $kept
    }
}

$platform = $env:QT_QPA_PLATFORM
$env:QT_QPA_PLATFORM = 'offscreen'
$status = 0
Push-Location $house
try {
    Step 'set-up' { Install-All $house check $yes }
    Step 'format' { & "$tools\ruff.exe" format --check }
    Step 'lint' { & "$tools\ruff.exe" check }
    Step 'types' { & "$tools\mypy.exe" }
    Step 'import contracts' { & "$tools\lint-imports.exe" }
    Step 'tests of the form engine' { & "$tools\coverage.exe" run -m pytest -q tests/forms }
    Step 'every branch of the form engine' { & "$tools\coverage.exe" report }
    Step 'tests' { & "$tools\python.exe" -m pytest -q --ignore=tests/forms }
    Step 'the main job, headless' { & .\run.ps1 --headless }
    Step "the frozen program's self-check" { Test-FrozenProgram }
} catch [ApplicationException] {
    $status = [int] $_.Exception.Message
} finally {
    Pop-Location
    $env:QT_QPA_PLATFORM = $platform
}
if ($status -ne 0) { exit $status }
Write-Host ('All checks passed in {0:0} s.' -f $all.Elapsed.TotalSeconds)

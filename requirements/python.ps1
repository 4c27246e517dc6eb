# Read by `run.ps1` and `check.ps1`: finds a Python that the locks were made for.
# ASCII alone, and nothing newer than Windows PowerShell 5.1, which reads a file without a mark in the system's code page.

# Test-Fit COMMAND: whether that command, a program and maybe a word for it, is a Python of a fitting version.
function Test-Fit([string[]] $command) {
    $program, $words = $command
    if (-not (Get-Command $program -CommandType Application -ErrorAction SilentlyContinue)) { return $false }
    $words = @($words | Where-Object { $_ })
    $question = 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
    $ErrorActionPreference = 'Continue' # the Store's stand-in for Python complains on standard error
    & $program @words -c $question 2>$null | Out-Null
    return ($LASTEXITCODE -eq 0)
}

# Test-Whole HOUSE: whether the environment stays. Windows lets nobody delete a program that runs, so one that is to be
# made anew must not be the Python that makes it.
function Test-Whole([string] $house) {
    $stamp = Join-Path $house '.venv\installed.json'
    if (-not (Test-Path $stamp) -or (Test-Path (Join-Path $house '.venv\unfinished'))) { return $false }
    return ((Get-Content $stamp -Raw -Encoding UTF8 | ConvertFrom-Json).root -eq $house)
}

# Find-Fitting HOUSE: gives the command; the project's own environment comes first, since it is the quickest to ask.
function Find-Fitting([string] $house) {
    $candidates = @()
    if (Test-Whole $house) { $candidates += Join-Path $house '.venv\Scripts\python.exe' }
    $candidates += @('py', '-3.13'), @('py', '-3.12'), @('py', '-3.11'), 'python', 'python3'
    foreach ($candidate in $candidates) {
        if (Test-Fit $candidate) { return $candidate }
    }
}

# Confirm-Install YES: whether Python may be installed; without a person at the keyboard the answer is no.
function Confirm-Install([string] $yes) {
    if ($yes -eq '--yes' -or $env:CI -eq 'true') { return $true }
    if ([Console]::IsInputRedirected) { return $false }
    $answer = Read-Host 'No Python from 3.11 to 3.13 was found. Install Python 3.12 for you now, with winget? [y/N]'
    return ($answer -match '^\s*y(es)?\s*$')
}

# Find-Python HOUSE YES: gives the command; offers to install Python where there is none, and ends the script without one.
function Find-Python([string] $house, [string] $yes) {
    $found = Find-Fitting $house
    if (-not $found -and (Get-Command winget -ErrorAction SilentlyContinue) -and (Confirm-Install $yes)) {
        [Console]::Error.WriteLine('* installing Python')
        winget install --id Python.Python.3.12 --exact --source winget --scope user `
            --accept-source-agreements --accept-package-agreements | Out-Host
        # This window still has the path of before.
        $env:Path = [Environment]::GetEnvironmentVariable('Path', 'Machine') + ';' +
            [Environment]::GetEnvironmentVariable('Path', 'User')
        $found = Find-Fitting $house
    }
    if (-not $found) {
        [Console]::Error.WriteLine('No Python from 3.11 to 3.13 was found. To install one: winget install Python.Python.3.12')
        exit 1
    }
    return $found
}

# Install-All HOUSE PURPOSE YES: the part of the set-up that every system shares.
function Install-All([string] $house, [string] $purpose, [string[]] $yes) {
    $program, $words = @(Find-Python $house "$yes")
    $words = @($words | Where-Object { $_ })
    & $program @words (Join-Path $house 'requirements\install.py') --for $purpose @yes
}

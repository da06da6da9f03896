# The door to the release tool: compiles it when one of its sources changed, then runs it. The same as build.sh, for Windows.
$ErrorActionPreference = 'Stop'

$root = $PSScriptRoot
$builds = Join-Path $root '.build'
$current = Join-Path $builds 'current'
$usageError = 2

$env:RELEASE_ROOT = $root
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_SKIP_FIRST_TIME_EXPERIENCE = '1'

function Stop-WithUsageError([string] $message) {
    [Console]::Error.WriteLine($message)
    exit $usageError
}

# "current" names the folder of the last complete build and the dotnet that runs it. It is as old as the start of that
# build, so that a source which is saved while the compiler reads counts as newer.
function Read-Current {
    if (-not (Test-Path -LiteralPath $current)) { return $null }
    $lines = [IO.File]::ReadAllLines($current)
    $build = [pscustomobject]@{ Name = $lines[0]; Folder = (Join-Path $builds $lines[0]); Dotnet = $lines[1] }
    if ((Test-Path -LiteralPath $build.Dotnet) -and (Test-Path -LiteralPath (Join-Path $build.Folder 'release.dll'))) {
        return $build
    }
    return $null
}

# Folders count as sources too: removing a file changes nothing else.
function Test-Newer([IO.DirectoryInfo] $folder, [DateTime] $since) {
    if ($folder.LastWriteTimeUtc -gt $since) { return $true }
    foreach ($entry in $folder.EnumerateFileSystemInfos()) {
        if ($entry -is [IO.DirectoryInfo]) {
            if ($entry.Name -in 'bin', 'obj') { continue }
            if (Test-Newer $entry $since) { return $true }
        }
        elseif ($entry.LastWriteTimeUtc -gt $since -and $entry.Name -ne '.editorconfig') { return $true }
    }
    return $false
}

function Get-UpToDateBuild {
    $build = Read-Current
    if (-not $build) { return $null }
    $since = [IO.File]::GetLastWriteTimeUtc($current)
    $single = @(Get-Item -LiteralPath (Join-Path $root 'global.json')) + @(Get-ChildItem -Path $root -Filter 'Directory.*.props')
    if ($single | Where-Object { $_.LastWriteTimeUtc -gt $since }) { return $null }
    if (Test-Newer ([IO.DirectoryInfo] (Join-Path $root 'build')) $since) { return $null }
    return $build
}

function Test-Sdk([string] $dotnet) {
    Push-Location -LiteralPath $root
    try { & $dotnet --version *> $null; return $LASTEXITCODE -eq 0 }
    catch { return $false }
    finally { Pop-Location }
}

function Find-Sdk {
    $onPath = Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($onPath -and (Test-Sdk $onPath.Source)) { return $onPath.Source }
    $name = if ($env:OS -eq 'Windows_NT') { 'dotnet.exe' } else { 'dotnet' }
    $own = Join-Path (Join-Path $root '.dotnet') $name
    if ((Test-Path -LiteralPath $own) -and (Test-Sdk $own)) { return $own }
    Install-Sdk $own
    return $own
}

function Install-Sdk([string] $dotnet) {
    $globalJson = Join-Path $root 'global.json'
    $version = (Get-Content -Raw -LiteralPath $globalJson | ConvertFrom-Json).sdk.version
    [Console]::Error.WriteLine("Installing the .NET SDK $version into .dotnet...")
    try {
        $script = Join-Path $builds 'dotnet-install.ps1'
        Invoke-WebRequest -UseBasicParsing -TimeoutSec 60 -Uri 'https://dot.net/v1/dotnet-install.ps1' -OutFile $script
        & $script -JSonFile $globalJson -InstallDir (Join-Path $root '.dotnet') -NoPath *> (Join-Path $builds 'install.log')
    }
    catch { [Console]::Error.WriteLine($_.Exception.Message) }
    if (-not (Test-Path -LiteralPath $dotnet) -or -not (Test-Sdk $dotnet)) {
        Stop-WithUsageError "The .NET SDK $version is missing and could not be downloaded: install it (https://dot.net/download) and run again."
    }
}

# One compilation at a time: a file that is open without sharing.
function Enter-Lock {
    for ($waited = 0; $waited -lt 600; $waited++) {
        try { return [IO.File]::Open((Join-Path $builds 'lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [IO.IOException] { Start-Sleep -Seconds 1 }
    }
    Stop-WithUsageError 'Another run has been compiling for too long: end it, then run again.'
}

function Invoke-Publish([string] $dotnet, [string] $folder, [string] $log) {
    $project = Join-Path (Join-Path $root 'build') 'Pipeline'
    & $dotnet publish $project --configuration Release --use-current-runtime --self-contained false `
        -p:PublishReadyToRun=true -p:RunAnalyzers=false -p:GenerateDocumentationFile=false -p:UseSharedCompilation=false `
        "-p:ArtifactsPath=$(Join-Path $builds 'obj')" --output $folder --nologo --verbosity quiet `
        -nodeReuse:false '-clp:ErrorsOnly;NoSummary' --tl:off *> $log
    return $LASTEXITCODE -eq 0
}

# A folder whose program still runs is in use and stays; the previous one stays because a run may be about to start it.
function Remove-OldBuilds([string[]] $keep) {
    Get-ChildItem -LiteralPath $builds -Directory -Filter 'release.*' | Where-Object { $_.Name -notin $keep } | ForEach-Object {
        try { [IO.File]::Delete((Join-Path $_.FullName 'release.dll')); Remove-Item -Recurse -Force -LiteralPath $_.FullName }
        catch { Write-Verbose "In use: $($_.Exception.Message)" }
    }
}

function Invoke-Compilation {
    [void] (New-Item -ItemType Directory -Force -Path $builds)
    $lock = Enter-Lock
    try {
        $build = Get-UpToDateBuild
        if ($build) { return $build } # Another run compiled it meanwhile.

        $previous = Read-Current
        $dotnet = Find-Sdk
        $name = "release.$([DateTime]::UtcNow.ToString('yyyyMMddHHmmss')).$PID"
        $folder = Join-Path $builds $name
        $log = Join-Path $builds 'compile.log'
        $next = Join-Path $builds 'next'
        [IO.File]::WriteAllLines($next, [string[]] @($name, $dotnet))

        [Console]::Error.WriteLine('Compiling the release tool (once after a source change)...')
        if (-not (Invoke-Publish $dotnet $folder $log)) {
            Remove-Item -Recurse -Force -LiteralPath $folder -ErrorAction SilentlyContinue
            $errors = Get-Content -LiteralPath $log | ForEach-Object { $_ -replace ' \[[^\]]*\]$', '' } | Sort-Object -Unique
            Stop-WithUsageError ($errors -join [Environment]::NewLine)
        }

        Move-Item -Force -LiteralPath $next -Destination $current
        Remove-OldBuilds @($name, $(if ($previous) { $previous.Name }))
        return [pscustomobject]@{ Name = $name; Folder = $folder; Dotnet = $dotnet }
    }
    finally { $lock.Dispose() }
}

$build = Get-UpToDateBuild
if (-not $build) { $build = Invoke-Compilation }
& $build.Dotnet (Join-Path $build.Folder 'release.dll') @args
exit $LASTEXITCODE

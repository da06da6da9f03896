# The door to the release tool: compiles it when one of its sources changed, then runs it. The same as build.sh, for Windows.
$ErrorActionPreference = 'Stop'

$root = $PSScriptRoot
$builds = Join-Path $root '.build'
$current = Join-Path $builds 'current'
$sourceList = 'sources'
$usageError = 2

$env:RELEASE_ROOT = $root
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_SKIP_FIRST_TIME_EXPERIENCE = '1'

function Stop-WithUsageError([string] $message) {
    [Console]::Error.WriteLine($message)
    exit $usageError
}

# "current" names the folder of the last complete build and the dotnet that runs it.
function Read-Current {
    if (-not (Test-Path -LiteralPath $current)) { return $null }
    $lines = [IO.File]::ReadAllLines($current)
    $build = [pscustomobject]@{ Name = $lines[0]; Folder = (Join-Path $builds $lines[0]); Dotnet = $lines[1] }
    if ((Test-Path -LiteralPath $build.Dotnet) -and (Test-Path -LiteralPath (Join-Path $build.Folder 'release.dll'))) {
        return $build
    }
    return $null
}

# What a build was made of: the name, size and date of every source, so that an older date is a change as well, and no clock that
# was wrong matters.
function Get-SourceList {
    $single = @(Get-Item -LiteralPath (Join-Path $root 'global.json')) + @(Get-ChildItem -Path $root -Filter 'Directory.*.props')
    $list = New-Object Text.StringBuilder
    foreach ($file in $single) { Add-Source $list $file }
    Add-Folder $list ([IO.DirectoryInfo] (Join-Path $root 'build'))
    return $list.ToString()
}

function Add-Source([Text.StringBuilder] $list, [IO.FileInfo] $file) {
    [void] $list.Append("$($file.FullName)|$($file.Length)|$($file.LastWriteTimeUtc.Ticks)`n")
}

function Add-Folder([Text.StringBuilder] $list, [IO.DirectoryInfo] $folder) {
    foreach ($entry in $folder.GetFileSystemInfos() | Sort-Object -Property Name -CaseSensitive) {
        if ($entry -is [IO.DirectoryInfo]) { if ($entry.Name -notin 'bin', 'obj') { Add-Folder $list $entry } }
        elseif ($entry.Name -ne '.editorconfig') { Add-Source $list $entry }
    }
}

function Get-UpToDateBuild {
    $build = Read-Current
    if (-not $build) { return $null }
    $sources = Join-Path $build.Folder $sourceList
    if (-not (Test-Path -LiteralPath $sources) -or [IO.File]::ReadAllText($sources) -cne (Get-SourceList)) { return $null }
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
        Save-OverHttps 'https://dot.net/v1/dotnet-install.ps1' $script
        & $script -JSonFile $globalJson -InstallDir (Join-Path $root '.dotnet') -NoPath *> (Join-Path $builds 'install.log')
    }
    catch { [Console]::Error.WriteLine($_.Exception.Message) }
    if (-not (Test-Path -LiteralPath $dotnet) -or -not (Test-Sdk $dotnet)) {
        Stop-WithUsageError "The .NET SDK $version is missing and could not be downloaded: install it (https://dot.net/download) and run again."
    }
}

# Every redirect is looked at: Windows PowerShell would follow one that leaves https.
function Save-OverHttps([Uri] $address, [string] $file) {
    for ($hops = 0; $hops -lt 6; $hops++) {
        if ($address.Scheme -ne 'https') { throw "$address is no https address." }
        $request = [Net.WebRequest]::Create($address)
        $request.AllowAutoRedirect = $false
        $request.Timeout = 60000
        $response = $request.GetResponse()
        try {
            if ([int] $response.StatusCode -lt 300) {
                $target = [IO.File]::Create($file)
                try { $response.GetResponseStream().CopyTo($target) } finally { $target.Dispose() }
                return
            }
            $address = New-Object Uri($address, $response.Headers['Location'])
        }
        finally { $response.Dispose() }
    }
    throw "$address is one redirect too many."
}

# One compilation at a time: a file that is open without sharing. On Windows the compiler inherits it, and so keeps the next run
# waiting when this one is killed and it goes on.
function Enter-Lock {
    $share = if ($env:OS -eq 'Windows_NT') { 'Inheritable' } else { 'None' }
    for ($waited = 0; $waited -lt 600; $waited++) {
        try { return [IO.File]::Open((Join-Path $builds 'lock'), 'OpenOrCreate', 'ReadWrite', $share) }
        catch [IO.IOException] { Start-Sleep -Seconds 1 }
    }
    Stop-WithUsageError 'Another run has been compiling for too long: end it, then run again.'
}

function Invoke-Publish([string] $dotnet, [string] $folder, [string] $log) {
    $project = Join-Path (Join-Path $root 'build') 'Pipeline'
    # In CI the packages have to be those of the lock files, which know no single platform and so not the restore below.
    if ($env:GITLAB_CI -or $env:RestoreLockedMode) {
        & $dotnet restore $project -p:RestoreLockedMode=true "-p:ArtifactsPath=$(Join-Path $builds 'obj')" --nologo `
            --verbosity quiet -nodeReuse:false '-clp:ErrorsOnly;NoSummary' --tl:off *> $log
        if ($LASTEXITCODE -ne 0) { return $false }
    }
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

        # What a killed compilation left half-written would be taken for compiled.
        $compiling = Join-Path $builds 'compiling'
        $objects = Join-Path $builds 'obj'
        if ((Test-Path -LiteralPath $compiling) -and (Test-Path -LiteralPath $objects)) {
            Remove-Item -Recurse -Force -LiteralPath $objects
        }
        [IO.File]::WriteAllText($compiling, '')
        # Before the compiler reads them, so that a source which is saved meanwhile counts as changed.
        $sources = Get-SourceList
        [Console]::Error.WriteLine('Compiling the release tool (about a minute, once after a source change)...')
        if (-not (Invoke-Publish $dotnet $folder $log)) {
            Remove-Item -Recurse -Force -LiteralPath $folder, $compiling -ErrorAction SilentlyContinue
            $errors = Get-Content -LiteralPath $log | ForEach-Object { $_ -replace ' \[[^\]]*\]$', '' } | Sort-Object -Unique
            Stop-WithUsageError ($errors -join [Environment]::NewLine)
        }

        [IO.File]::WriteAllText((Join-Path $folder $sourceList), $sources)
        [IO.File]::Delete($compiling)
        Move-Item -Force -LiteralPath $next -Destination $current
        Remove-OldBuilds @($name, $(if ($previous) { $previous.Name }))
        return [pscustomobject]@{ Name = $name; Folder = $folder; Dotnet = $dotnet }
    }
    finally { $lock.Dispose() }
}

$build = Get-UpToDateBuild
if (-not $build) { $build = Invoke-Compilation }
# At PowerShell's prompt a comma makes a list, so --regions=uk,qatar would arrive as two words.
$words = @(foreach ($word in $args) { if ($word -is [array]) { $word -join ',' } else { $word } })
& $build.Dotnet (Join-Path $build.Folder 'release.dll') @words
exit $LASTEXITCODE

# The scripts that build and test: the PowerShell that they start, and what they say of a tool that cannot be had.

BeforeDiscovery {
    # The same PowerShell by each way that this machine can start it.
    $native = Join-Path $PSHOME $(if ($env:OS -eq 'Windows_NT') { 'pwsh.exe' } else { 'pwsh' })
    $engines = @(
        @{ Engine = 'the process of this session'; FilePath = ''; First = @() }
        if ($PSEdition -eq 'Core' -and (Get-Command dotnet -CommandType Application -ErrorAction Ignore)) {
            @{ Engine = 'dotnet pwsh.dll'; FilePath = 'dotnet'; First = @(Join-Path $PSHOME 'pwsh.dll') }
        }
        if (Test-Path $native) {
            @{ Engine = 'pwsh'; FilePath = $native; First = @() }
        }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $root = Get-RepositoryRoot
    $buildTools = [System.IO.Path]::Combine($root, 'tools', 'Build')
    Import-Module (Join-Path $buildTools 'PowerShellProcess.psm1')
    Import-Module (Join-Path $buildTools 'BuiltModule.psm1')

    function Invoke-Report {
        param([string] $Folder, [string[]] $Suite)

        $lines = dotnet $report $Folder @Suite
        [pscustomobject]@{ ExitCode = $LASTEXITCODE; Output = $lines -join "`n" }
    }
}

Describe 'A child process' {
    It 'is the same PowerShell, started as <Engine>' -ForEach $engines {
        if (-not $FilePath) {
            $own = Get-PowerShellCommand
            $FilePath = $own.FilePath
            $First = $own.ArgumentList
        }
        $child = Join-Path $TestDrive 'child.ps1'
        Set-Content $child '"$PSHOME|$($PSVersionTable.PSVersion)|$($args -join "+")"; exit 7'
        $parent = Join-Path $TestDrive 'parent.ps1'
        Set-Content $parent @(
            "Import-Module '$(Join-Path $buildTools 'PowerShellProcess.psm1')'"
            "Invoke-PowerShellFile '$child' 'a b', 'c'"
            '$LASTEXITCODE'
            '$start = New-PowerShellStartInfo ''-NoProfile -Command "$PSHOME"'''
            '[System.Diagnostics.Process]::Start($start).StandardOutput.ReadToEnd()'
        )
        $lines = & $FilePath @First -NoProfile -NonInteractive -File $parent
        $lines | Where-Object { $_ } | Should -Be "$PSHOME|$($PSVersionTable.PSVersion)|a b+c", '7', $PSHOME
    }

    It 'is dotnet with pwsh.dll where PowerShell is a .NET tool' {
        $command = Get-PowerShellCommand -ProcessPath '/usr/share/dotnet/dotnet' -HomePath $TestDrive
        $command.FilePath | Should -Be '/usr/share/dotnet/dotnet'
        $command.ArgumentList | Should -Be (Join-Path $TestDrive 'pwsh.dll')
    }

    It 'is the program itself where it is <_>' -ForEach '/opt/ps/pwsh', '/opt/ps/pwsh.exe', '/opt/ps/powershell.exe' {
        $command = Get-PowerShellCommand -ProcessPath $_ -HomePath $TestDrive
        $command.FilePath | Should -Be $_
        $command.ArgumentList | Should -BeNullOrEmpty
    }

    It 'is the console program where PowerShell runs in an editor' {
        $console = Join-Path $TestDrive 'powershell.exe'
        Set-Content $console ''
        (Get-PowerShellCommand -ProcessPath '/opt/ps/powershell_ise.exe' -HomePath $TestDrive).FilePath |
            Should -Be $console
    }

    It 'is never started by a name that only the PATH could find, or by the path of the process alone' {
        $folders = 'tests', 'tools', 'bench', 'samples' | ForEach-Object { Join-Path $root $_ }
        $scripts = @(Get-ChildItem $folders -Recurse -Include '*.ps1', '*.psm1') +
        (Get-Item (Join-Path $root 'build.ps1'))
        foreach ($script in $scripts | Where-Object Name -NE 'PowerShellProcess.psm1') {
            $tree = [System.Management.Automation.Language.Parser]::ParseFile(
                $script.FullName, [ref] $null, [ref] $null)
            $commands = $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
            $commands | ForEach-Object { $_.GetCommandName() } |
                Should -Not -Match '^(pwsh|powershell)(\.exe)?$' -Because $script.Name
            $commands | Where-Object { "$_" -match '^Get-Process\b.*\$PID' } |
                Should -BeNullOrEmpty -Because $script.Name
        }
    }
}

Describe 'Pester' {
    It 'is the one of the package cache' {
        $manifest = Get-PesterManifest
        (Get-Module Pester).Path | Should -Be $manifest.Replace('.psd1', '.psm1')
        $pinned = ([xml] [System.IO.File]::ReadAllText((Join-Path $root 'Directory.Packages.props'))).SelectSingleNode(
            "//PackageVersion[@Include='Pester']").Version
        (Get-Module Pester).Version | Should -Be $pinned
    }
}

Describe 'The words of an installer' {
    It 'are cut down to the line with the error' {
        Get-FirstError @('', 'Determining projects to restore...',
            "C:\a\b.csproj : error NU1301: Unable to load the service index.", 'x') |
            Should -Be 'NU1301: Unable to load the service index'
    }

    It 'are the first line where none is called an error' {
        Get-FirstError @('', "Tool 'powershell' failed to install.", 'details') |
            Should -Be "Tool 'powershell' failed to install"
        Get-FirstError @() | Should -Be 'it gave no reason'
    }
}

Describe 'build.sh without PowerShell' -Skip:($env:OS -eq 'Windows_NT') {
    BeforeAll {
        $checkout = Join-Path $TestDrive 'checkout'
        $null = New-Item $checkout, (Join-Path $TestDrive 'feed'), (Join-Path $TestDrive 'bin') -ItemType Directory
        'build.sh', 'global.json', 'Directory.Packages.props' |
            ForEach-Object { Copy-Item (Join-Path $root $_) $checkout }
        Set-Content (Join-Path $checkout 'nuget.config') @(
            '<configuration><packageSources><clear /><add key="empty" value="../feed" /></packageSources>' +
            '</configuration>')
        # A PATH with all that is in /usr/bin and /bin but a pwsh.
        Set-Content (Join-Path $TestDrive 'bin/pwsh') "#!/bin/sh`nexit 1"
        /bin/chmod +x (Join-Path $TestDrive 'bin/pwsh')
        $variables = @{
            PATH = "$(Join-Path $TestDrive 'bin'):$env:PATH"
            NUGET_PACKAGES = Join-Path $TestDrive 'packages'
        }
    }

    It 'says in one line what, why and the command that gets it' {
        $lines = Invoke-WithEnvironment $variables {
            bash (Join-Path $checkout 'build.sh') help 2>&1 | ForEach-Object { "$_" }
        }
        $LASTEXITCODE | Should -Be 1
        $lines[-1] | Should -Match (
            '^Help needs PowerShell: there is no PowerShell 7\.4 or later on the PATH, and the \.NET tool could not ' +
            'be installed: .*powershell.*\. Run: dotnet tool install --global powershell --version "7\.6\.\*"$')
        $lines | Should -HaveCount 2
    }

    It 'takes the newest patch of the package cache, and removes one that is broken' {
        $versions = '7.6.2', '7.6.10', '7.6.99' | ForEach-Object { Join-Path $TestDrive "packages/powershell/$_" }
        foreach ($folder in $versions) {
            $bin = Join-Path $folder 'tools/net10.0/any/unix'
            $null = New-Item $bin -ItemType Directory -Force
            Set-Content (Join-Path $bin 'pwsh.dll') 'not an assembly'
        }
        # The last one was cut off: NuGet writes the metadata last.
        $versions[0..1] | ForEach-Object { Set-Content (Join-Path $_ '.nupkg.metadata') '{}' }
        $lines = Invoke-WithEnvironment $variables {
            bash (Join-Path $checkout 'build.sh') help 2>&1 | ForEach-Object { "$_" }
        }
        $lines[-1] | Should -Match 'could not be installed'
        $versions | Where-Object { Test-Path $_ } | Should -BeNullOrEmpty
    }
}

Describe 'The report of the test command' {
    BeforeAll {
        $project = [System.IO.Path]::Combine($root, 'tools', 'TestReport')
        $null = dotnet build $project --configuration Release --verbosity quiet
        $report = dotnet msbuild $project -property:Configuration=Release -getProperty:TargetPath
        $results = Join-Path $TestDrive 'results'
        $null = New-Item (Join-Path $results 'captured') -ItemType Directory -Force
        Set-Content (Join-Path $results 'Pester.xml') @(
            '<testsuites time="61.5"><testsuite>'
            '<testcase name="quick" time="0.1" /><testcase name="slow" time="59.2" />'
            '</testsuite></testsuites>'
        )
        Set-Content (Join-Path $results 'xunit.cobertura.xml') @(
            '<coverage><packages><package name="Databricks.Jobs"><classes><class filename="a.cs"><lines>'
            '<line number="1" hits="1" /></lines></class></classes></package></packages></coverage>'
        )
    }

    It 'tells the time of each suite, and the slowest tests' {
        $report = Invoke-WithEnvironment @{ CI = $null } { Invoke-Report $results 'Pester=0' }
        $report.ExitCode | Should -Be 0
        $report.Output | Should -Match '(?s)Slowest tests\s+59\.2 s  slow\s+0\.1 s  quick.*Time\s+Pester: 1:01'
        $report.Output | Should -Match '\n2 passed, 0 failed, 0 skipped$'
    }

    It 'fails for a suite that could not run where CI is set, and only there' {
        (Invoke-WithEnvironment @{ CI = $null } { Invoke-Report $results 'Pester=0', 'Faults=missing' }).ExitCode |
            Should -Be 0
        $report = Invoke-WithEnvironment @{ CI = 'true' } { Invoke-Report $results 'Pester=0', 'Faults=missing' }
        $report.ExitCode | Should -Be 1
        $report.Output | Should -Match 'Faults did NOT run'
    }

    It 'fails for a suite that left nothing' {
        $report = Invoke-WithEnvironment @{ CI = $null } { Invoke-Report $results 'Pester=0', 'Faults=0' }
        $report.ExitCode | Should -Be 1
    }
}

Describe 'The NuGet package of the library' {
    BeforeAll {
        $library = [System.IO.Path]::Combine($root, 'src', 'Databricks.Jobs')
        $feed = (New-Item (Join-Path $TestDrive 'packages') -ItemType Directory).FullName
        # The build of the module has compiled both frameworks.
        $packLines = dotnet pack $library --configuration Release --no-build --output $feed --nologo
        $packExitCode = $LASTEXITCODE
        $content = Join-Path $TestDrive 'content'
        Add-Type -AssemblyName System.IO.Compression.FileSystem
        $package = Get-Item (Join-Path $feed '*.nupkg')
        [System.IO.Compression.ZipFile]::ExtractToDirectory($package.FullName, $content)
        $version = [version](Split-Path (Split-Path (Get-BuiltManifest)) -Leaf)
    }

    It 'has the version of the module, the licence, the README and the dependencies of .NET Standard alone' {
        $packExitCode | Should -Be 0 -Because ($packLines -join "`n")
        $package.Name | Should -Be "Databricks.Jobs.$version.nupkg"
        $nuspec = [xml] [System.IO.File]::ReadAllText((Join-Path $content 'Databricks.Jobs.nuspec'))
        $metadata = $nuspec.package.metadata
        $metadata.license.InnerText | Should -Be 'MIT'
        $metadata.readme | Should -Be 'README.md'
        $groups = $metadata.dependencies.group
        ($groups | Where-Object targetFramework -EQ 'net8.0').dependency | Should -BeNullOrEmpty
        ($groups | Where-Object targetFramework -EQ '.NETStandard2.0').dependency.id |
            Should -Be 'Microsoft.Bcl.AsyncInterfaces', 'Microsoft.Bcl.TimeProvider', 'System.Text.Json'
    }

    It 'has the library and its documentation for <_>' -ForEach 'net8.0', 'netstandard2.0' {
        $folder = [System.IO.Path]::Combine($content, 'lib', $_)
        (Get-ChildItem $folder).Name | Should -Be 'Databricks.Jobs.dll', 'Databricks.Jobs.xml'
        Get-Content (Join-Path $folder 'Databricks.Jobs.xml') -Raw |
            Should -Match 'M:Databricks\.Jobs\.Runs\.JobsClientRunExtensions\.WaitForRunAsync'
        # The symbols are inside.
        $dll = [System.IO.File]::ReadAllBytes((Join-Path $folder 'Databricks.Jobs.dll'))
        [System.Text.Encoding]::ASCII.GetString($dll) | Should -Match 'MPDB'
    }

    It 'compiles the example of its README, without a network' {
        $example = [regex]::Match((Get-Content (Join-Path $content 'README.md') -Raw), '(?sm)^```csharp\r?\n(.*?)^```')
        $consumer = (New-Item (Join-Path $TestDrive 'consumer') -ItemType Directory).FullName
        Set-Content (Join-Path $consumer 'Program.cs') $example.Groups[1].Value
        Set-Content (Join-Path $consumer 'nuget.config') @(
            "<configuration><packageSources><clear /><add key='feed' value='$feed' /></packageSources></configuration>")
        # The framework of the SDK itself, whose reference assemblies are on the machine.
        $major = ([version]((dotnet --version) -replace '-.*$')).Major
        Set-Content (Join-Path $consumer 'Consumer.csproj') @(
            '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>'
            "<TargetFramework>net$major.0</TargetFramework><OutputType>Exe</OutputType><Nullable>enable</Nullable>"
            '<ImplicitUsings>enable</ImplicitUsings><TreatWarningsAsErrors>true</TreatWarningsAsErrors>'
            '<UseAppHost>false</UseAppHost><NuGetAudit>false</NuGetAudit></PropertyGroup>'
            "<ItemGroup><PackageReference Include=""Databricks.Jobs"" Version=""$version"" /></ItemGroup></Project>"
        )
        $lines = Invoke-WithEnvironment @{ NUGET_PACKAGES = Join-Path $TestDrive 'cache' } {
            dotnet build (Join-Path $consumer 'Consumer.csproj') --nologo --verbosity quiet 2>&1 |
                ForEach-Object { "$_" }
        }
        $LASTEXITCODE | Should -Be 0 -Because ($lines -join "`n")
    }
}

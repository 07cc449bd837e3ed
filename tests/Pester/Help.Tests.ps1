# The help as Get-Help shows it, against the cmdlets as they are; and every example of every page, run.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $root = Get-RepositoryRoot
    Import-Module ([System.IO.Path]::Combine($root, 'tools', 'Build', 'HelpPages.psm1'))
    $help = [System.IO.Path]::Combine($root, 'docs', 'help')

    # The only examples that are not run, each with the reason. The workspaces in their URLs do not exist either.
    $notRun = @{
        'Connect-DbxWorkspace: Example 1: Connect with a token' = 'prompts for a token'
        'Connect-DbxWorkspace: Example 4: Connect as a service principal' = 'prompts for a secret'
        'Connect-DbxWorkspace: Example 5: Connect from a pipeline without a secret' = 'runs only in a GitHub workflow'
        'Connect-DbxWorkspace: Example 6: Connect from an Azure virtual machine by resource ID' = 'runs only in Azure'
        'Connect-DbxWorkspace: Example 7: Connect with the Azure CLI' = 'needs the Azure CLI and a sign-in'
        'Connect-DbxWorkspace: Example 8: Connect as a Microsoft Entra ID service principal' = 'prompts for a secret'
        'Connect-DbxWorkspace: Example 9: Connect with an identity token in a file' = 'needs a token of an issuer'
    }

    $commands = Get-Command -Module Databricks.Jobs -CommandType Cmdlet | ForEach-Object {
        @{ Name = $_.Name; Page = Join-Path $help "$($_.Name).md" }
    }
    $examples = $commands | Where-Object { Test-Path $_.Page } | ForEach-Object {
        $name = $_.Name
        $page = Read-HelpPage $_.Page
        $page.Examples.Keys | Where-Object { -not $notRun.ContainsKey("${name}: $_") } | ForEach-Object {
            @{ Name = $name; Title = $_; Code = (Split-Example $page.Examples[$_]).Code -join "`n" }
        }
    }
    $topics = Get-ChildItem ([System.IO.Path]::Combine($root, 'docs', 'about')) -Filter 'about_*.md' | ForEach-Object {
        @{ Topic = $_.BaseName }
    }
    $platyPs = Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS | Where-Object Version -GE '1.0.0'
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $root = Get-RepositoryRoot
    $buildTools = [System.IO.Path]::Combine($root, 'tools', 'Build')
    Import-Module (Join-Path $buildTools 'HelpPages.psm1')
    Import-Module (Join-Path $buildTools 'HelpFile.psm1')
    Import-Module (Join-Path $buildTools 'AboutTopic.psm1')
    $checkedIn = [System.IO.Path]::Combine($root, 'docs', 'help', 'en-US')
    $shipped = Join-Path (Get-Module Databricks.Jobs).ModuleBase 'en-US'
    $fileName = 'Databricks.Jobs.PowerShell.dll-Help.xml'
    $maml = [xml] [System.IO.File]::ReadAllText((Join-Path $shipped $fileName))

    function Get-OwnParameter {
        param([System.Management.Automation.CommandInfo] $Command)

        $common = [System.Management.Automation.Cmdlet]::CommonParameters
        # What completion hides, a page hides too: it is there for the pipeline only.
        $Command.Parameters.Values | Where-Object Name -NotIn $common | Where-Object { -not (Test-Hidden $_) }
    }

    function Test-Hidden($Parameter) {
        $Parameter.Attributes.DontShow -contains $true
    }

    function Read-Text([string] $Path) {
        [System.IO.File]::ReadAllText($Path).Replace("`r`n", "`n")
    }
}

Describe 'The page of <Name>' -ForEach $commands {
    BeforeAll {
        $command = Get-Command $Name
        $help = $maml.helpItems.command | Where-Object { $_.details.name -eq $Name }
        $parameters = @($help.parameters.parameter)
    }

    It 'is there and complete' {
        $Page | Should -Exist
        Test-HelpPage $Page | Should -BeNullOrEmpty
    }

    It 'describes every parameter and none that there is not' {
        $own = @(Get-OwnParameter $command | ForEach-Object Name | Sort-Object)
        @((Read-HelpPage $Page).Parameters.Keys | Sort-Object) | Should -Be $own
        @($parameters | Where-Object { $_ } | ForEach-Object name | Sort-Object) | Should -Be $own
        $parameters | Where-Object { $_ } | ForEach-Object { $_.description.para | Should -Not -BeNullOrEmpty }
    }

    It 'tells defaults, aliases, types, wildcards and pipeline input as they are' {
        foreach ($parameter in Get-OwnParameter $command) {
            $described = $parameters | Where-Object name -EQ $parameter.Name
            $sets = $parameter.ParameterSets.Values
            $ways = @(
                if ($sets.ValueFromPipelineByPropertyName -contains $true) { 'ByPropertyName' }
                if ($sets.ValueFromPipeline -contains $true) { 'ByValue' }
            )
            $input = if ($ways) { "True ($($ways -join ', '))" } else { 'False' }
            $aliases = if ($parameter.Aliases.Count) { $parameter.Aliases -join ', ' } else { 'none' }
            $default = Get-ParameterDefault $command $parameter.Name
            $wildcards = [bool] ($parameter.Attributes |
                Where-Object { $_ -is [System.Management.Automation.SupportsWildcardsAttribute] })
            $because = "-$($parameter.Name) is so"
            $described.pipelineInput | Should -Be $input -Because $because
            $described.aliases | Should -Be $aliases -Because $because
            $described.defaultValue | Should -Be $(if ($default) { $default } else { 'None' }) -Because $because
            $described.globbing | Should -Be ([string] $wildcards) -Because $because
            $described.required | Should -Be ([string] ($sets.IsMandatory -notcontains $false)) -Because $because
        }
    }

    It 'has the syntax of each parameter set, the default one first' {
        $first = $command.ParameterSets | Where-Object IsDefault
        $rest = @($command.ParameterSets | Where-Object { -not $_.IsDefault })
        $expected = foreach ($set in @($first) + $rest | Where-Object { $_ }) {
            ((Get-OwnParameter $command).Name | Where-Object { $_ -in $set.Parameters.Name } | Sort-Object) -join ' '
        }
        $written = foreach ($item in $help.syntax.syntaxItem) {
            ($item.parameter.name | Sort-Object) -join ' '
        }
        @($written)[0] | Should -Be @($expected)[0]
        @($written | Sort-Object) | Should -Be @($expected | Sort-Object)
    }

    It 'has at least three examples, with their code, in what Get-Help shows' {
        $shown = @($help.examples.example)
        $shown.Count | Should -BeGreaterOrEqual 3
        foreach ($example in $shown) {
            $example.code | Should -Not -BeNullOrEmpty
            @($example.remarks.para)[0] | Should -Not -BeNullOrEmpty
        }
    }

    It 'is plain text in what Get-Help shows' {
        $help.OuterXml | Should -Not -Match '```|\{\{ |(?<!\*)\*\*(?!\*)|\x80'
        (Get-Help $Name).Synopsis | Should -Be (ConvertTo-PlainText (Read-HelpPage $Page).Synopsis)
    }

    It 'names commands and topics that there are' {
        foreach ($link in (Read-HelpPage $Page).Links) {
            Join-Path (Split-Path $Page) $link.Address | Should -Exist
        }
    }
}

Describe 'The help' {
    It 'has no page for a cmdlet that there is not' {
        $pages = Get-ChildItem ([System.IO.Path]::Combine($root, 'docs', 'help')) -Filter '*.md' |
            ForEach-Object BaseName
        $pages | Where-Object { $_ -notin (Get-Command -Module Databricks.Jobs -CommandType Cmdlet).Name } |
            Should -BeNullOrEmpty
    }

    It 'is shipped as it is checked in' {
        foreach ($file in Get-ChildItem $checkedIn) {
            Read-Text (Join-Path $shipped $file.Name) | Should -Be (Read-Text $file.FullName) -Because $file.Name
        }
    }

    It 'is current: what the pages give now is what is checked in' -Skip:(-not $platyPs) {
        # In a process of its own: PlatyPS brings assemblies that this one may have in other versions.
        $made = Invoke-FreshPowerShell ([scriptblock]::Create(
                "& '$(Join-Path $buildTools 'Convert-Help.ps1')' -OutputFolder '$(Join-Path $TestDrive 'help')'"))
        $made.Error | Should -BeNullOrEmpty
        foreach ($file in Get-ChildItem (Join-Path $TestDrive 'help')) {
            Read-Text (Join-Path $checkedIn $file.Name) | Should -Be (Read-Text $file.FullName) -Because (
                "$($file.Name) must be made anew with ./build.ps1 help")
        }
        @(Get-ChildItem $checkedIn).Name | Should -Be @(Get-ChildItem (Join-Path $TestDrive 'help')).Name
    }

    It 'refuses a page that is not complete' {
        $page = Join-Path $TestDrive 'Get-DbxNothing.md'
        [System.IO.File]::WriteAllText($page, "## SYNOPSIS`n`n{{ Fill in the Synopsis }}`n")
        $problems = Test-HelpPage $page
        $problems -join ' ' | Should -Match 'schema'
        $problems -join ' ' | Should -Match 'placeholder'
        $problems -join ' ' | Should -Match '0 examples'
    }
}

Describe '<Topic>' -ForEach $topics {
    It 'is found by Get-Help' {
        (Get-Help $Topic | Out-String) | Should -Match "(?s)TOPIC\s+$Topic\s+SHORT DESCRIPTION\s+\w"
    }

    It 'is current, and fits 80 columns' {
        $markdown = [System.IO.File]::ReadAllText([System.IO.Path]::Combine($root, 'docs', 'about', "$Topic.md"))
        $text = Read-Text (Join-Path $checkedIn "$Topic.help.txt")
        $text | Should -Be (ConvertTo-AboutText $markdown)
        $text -split "`n" | Where-Object Length -GT 80 | Should -BeNullOrEmpty
    }

    It 'links to pages that there are, and names commands that there are' {
        $folder = [System.IO.Path]::Combine($root, 'docs', 'about')
        $markdown = [System.IO.File]::ReadAllText((Join-Path $folder "$Topic.md"))
        foreach ($link in [regex]::Matches($markdown, '\]\((?!https?:)([^)#]+)')) {
            Join-Path $folder $link.Groups[1].Value | Should -Exist
        }
        $names = [regex]::Matches($markdown, '\b[A-Z][a-z]+-Dbx[A-Za-z]+') | ForEach-Object Value | Sort-Object -Unique
        $names | Where-Object { -not (Get-Command $_ -ErrorAction Ignore) } | Should -BeNullOrEmpty
    }
}

# What the pages may count on: a connected local workspace, jobs and runs in it, and the variables $local, $job, $run
# (ended, failed) and $activeRun.
Describe '<Name>, <Title>' -ForEach $examples {
    BeforeAll {
        $place = Get-Location
        Set-Location $TestDrive
        $local = Start-TestWorkspace @{ Speed = 100000 }
        Set-DbxLocalTask ingest -Output '{"rows": 1042}' -Logs 'read 1042 rows'
        Set-DbxLocalTask transform -FailTimes 1 -ErrorMessage 'Table not found' -ErrorTrace 'line 27'
        Set-DbxLocalTask listen -DurationSeconds 1e9
        $parameters = @{ parameters = @(@{ name = 'date'; default = '2026-01-01' }) }
        $job = Add-TestJob -Task ingest, transform, report -Chain -Name nightly -Setting $parameters
        $run = $job | Start-DbxJobRun -Wait -ErrorAction SilentlyContinue
        $null = Add-TestJob -Name hourly -Setting $parameters
        $null = Add-TestJob -Name daily -Setting @{
            tags = @{ team = 'sales' }
            schedule = @{ quartz_cron_expression = '0 0 6 * * ?'; timezone_id = 'UTC' }
        }
        $null = $job | Grant-DbxJobPermission -PermissionLevel CAN_VIEW -Group analysts
        $null = Add-TestJob -Name tmp-1
        $activeRun = Add-TestJob -Task listen -Name streaming | Start-DbxJobRun
        $job.Settings.ToJson($true) | Set-Content ./nightly.json

        $token = (Get-LocalServer $local).Token
        $profiles = 'DEFAULT', 'staging', 'test', 'production' | ForEach-Object {
            "[$_]", "host = $($local.HostUri)", "token = $token"
        }
        Set-Content ./databrickscfg $profiles
        $environment = @{
            DATABRICKS_HOST = $local.HostUri.AbsoluteUri
            DATABRICKS_TOKEN = $token
            DATABRICKS_CONFIG_FILE = Join-Path $TestDrive 'databrickscfg'
            BUILD_ID = '4711'
            DB_PASSWORD = 'hunter-22'
        }
    }

    AfterAll {
        Set-Location $place
        Stop-TestWorkspace $local
        Stop-DbxLocalWorkspace
    }

    It 'runs' {
        $example = [scriptblock]::Create($Code)
        $ErrorActionPreference = 'Stop'
        # Nobody is there to be asked.
        $ConfirmPreference = 'None'
        Invoke-WithEnvironment $environment { . $example } | Out-String | Out-Null
    }
}

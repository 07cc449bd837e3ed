BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }

    # What Tab offers at the end of a line.
    function Get-Completion {
        param([string] $Line)

        [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
    }

    # On a busy machine the service takes longer than Tab waits; what was asked for is there at the next Tab.
    function Get-SecondCompletion {
        param([string] $Line)

        Wait-Until { Get-Completion $Line }
        Get-Completion $Line
    }

    # A connection that knows nothing yet.
    function Reset-Connection {
        Clear-TestWorkspace $local
        $null = $local | Connect-DbxWorkspace
        Clear-TestWorkspace $local
    }

    $cluster = @{
        job_cluster_key = 'c'
        new_cluster = @{ spark_version = '15.4.x-scala2.12'; node_type_id = 'i3.xlarge'; num_workers = 1 }
    }
    $etl = Add-TestJob -Name "o'neill `$etl" -Task first, second -Setting @{
        job_clusters = @($cluster)
        parameters = @(@{ name = 'date'; default = '2026-01-01' }, @{ name = 'my key'; default = "it's" })
    }
    $plain = Add-TestJob -Name plain
    $run = $etl | Start-DbxJobRun -Wait
    $plainRun = $plain | Start-DbxJobRun -Wait
    $etlId = $etl.JobId
    Reset-Connection
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Tab offers jobs' {
    It 'by their ids, the newest first, with name and creator' {
        $found = Get-SecondCompletion 'Get-DbxJob -JobId '
        $found.CompletionText | Should -Be $plain.JobId, $etl.JobId
        $found[0].ListItemText | Should -Be "plain ($($plain.JobId))"
        $found[0].ToolTip | Should -Be "plain (job $($plain.JobId)), created by local.user@example.com"
    }

    It 'by a part of the name, where an id is wanted: <_>' -ForEach 'neill', 'NEILL', 'o*ll*e' {
        (Get-SecondCompletion "Start-DbxJobRun $_").CompletionText | Should -Be $etl.JobId
    }

    It 'by their names, in quotes where they need them' {
        (Get-SecondCompletion 'Get-DbxJob -Name ').CompletionText | Should -Be 'plain', '''o''''neill $etl'''
    }

    It 'in the quotes that the user has begun: <Line>' -ForEach @(
        @{ Line = 'Get-DbxJob -Name "o'; Text = '"o''neill `$etl"' }
        @{ Line = "Get-DbxJob -Name 'o''n"; Text = '''o''''neill $etl''' }
        @{ Line = 'Get-DbxJob -Name "pl'; Text = '"plain"' }
    ) {
        (Get-SecondCompletion $Line).CompletionText | Should -BeExactly $Text
    }

    It 'so that the line finds the job' {
        foreach ($quote in '', '"', "'") {
            $text = (Get-SecondCompletion "Get-DbxJob -Name $($quote)o").CompletionText
            (Invoke-Expression "Get-DbxJob -Name $text").JobId | Should -Be $etl.JobId
        }
    }

    It 'after a comma too' {
        (Get-SecondCompletion 'Get-DbxJob -JobId 1, pl').CompletionText | Should -Be $plain.JobId
    }
}

Describe 'Tab offers runs' {
    It 'by their ids, the newest first, with state, age and name' {
        $found = Get-SecondCompletion 'Get-DbxRun '
        $found.CompletionText | Should -Be $plainRun.RunId, $run.RunId
        $found[1].ListItemText | Should -Match "^$($run.RunId) SUCCESS .+ o'neill"
        $found[1].ToolTip | Should -Match "^Run $($run.RunId) of job $etlId .*SUCCESS, started "
    }

    # A number at that position is the ID of a run.
    It 'by the name of the job, where a job can be meant too: <_>' -ForEach 'Get-DbxRun', 'Show-DbxRun' {
        (Get-SecondCompletion "$_ pl").CompletionText | Should -Be $plainRun.RunId
        (Get-SecondCompletion "$_ -JobId pl").CompletionText | Should -Be $plain.JobId
    }

    It 'of the job that is piped' {
        (Get-SecondCompletion '$etl | Get-DbxRun -RunId ').CompletionText | Should -Be $run.RunId
    }

    It 'only as far as the command is for them: <_>' -ForEach 'Stop-DbxRun', 'Wait-DbxRun', 'Invoke-DbxRunRepair' {
        # Both runs have ended, and well.
        Get-Completion "$_ -RunId " | Should -BeNullOrEmpty
    }

    It 'by names and words' {
        (Get-SecondCompletion 'Get-DbxRun -Name pl').CompletionText | Should -Be 'plain'
        (Get-SecondCompletion 'Get-DbxRun -JobName pl').CompletionText | Should -Be 'plain'
        (Get-SecondCompletion 'Get-DbxRun -Result TIM').CompletionText | Should -Be 'TIMEDOUT'
        (Get-SecondCompletion 'Get-DbxRun -State RUN').CompletionText | Should -Be 'RUNNING'
    }
}

Describe 'Tab offers what belongs to the job or run at hand' {
    It 'tasks of a run: <_>' -ForEach @(
        'Get-DbxRunOutput {0} -TaskKey '
        'Get-DbxRunOutput $run.RunId -TaskKey '
        '$run | Get-DbxRunOutput -TaskKey '
        'Get-DbxRun {0} | Get-DbxRunOutput -TaskKey '
        'Invoke-DbxRunRepair {0} '
    ) {
        $found = Get-SecondCompletion ($_ -f $run.RunId)
        $found.CompletionText | Should -Be 'first', 'second'
        $found[0].ToolTip | Should -Be 'SUCCESS'
    }

    It 'tasks of a job: <_>' -ForEach @(
        'Start-DbxJobRun $etlId -Only '
        '$etl | Start-DbxJobRun -Only '
        '$etl.JobId | Start-DbxJobRun -Only '
        '$etl, $plain | Start-DbxJobRun -Only '
        'Get-DbxJob -Name ''o''''neill $etl'' | Start-DbxJobRun -Only '
    ) {
        (Get-SecondCompletion $_).CompletionText | Should -Be 'first', 'second'
    }

    It 'tasks with those before them' {
        (Get-SecondCompletion 'Start-DbxJobRun $etlId -Only +sec').CompletionText | Should -Be '+second'
    }

    It 'parameters with their defaults, as hashtables: <_>' -ForEach @(
        'Start-DbxJobRun $etlId -JobParameter '
        '$etl | Start-DbxJobRun -JobParameter '
        '$run | Invoke-DbxRunRepair -JobParameter '
    ) {
        $found = Get-SecondCompletion $_
        $found.CompletionText | Should -Be @(
            '@{ date = ''2026-01-01'' }'
            '@{ ''my key'' = ''it''''s'' }'
            '@{ date = ''2026-01-01''; ''my key'' = ''it''''s'' }'
        )
        $found.ListItemText | Should -Be 'date', 'my key', 'all'
        $found[0].ToolTip | Should -Be 'default: 2026-01-01'
        (Invoke-Expression $found[2].CompletionText)['my key'] | Should -Be "it's"
    }

    It 'principals with permissions on the job' {
        (Get-SecondCompletion 'Grant-DbxJobPermission $etlId -Group ').CompletionText | Should -Be 'admins'
        (Get-SecondCompletion 'Grant-DbxJobPermission $etlId -User ').CompletionText |
            Should -Be "'local.user@example.com'"
        (Get-SecondCompletion 'Get-DbxJob -Creator loc').CompletionText | Should -Be "'local.user@example.com'"
    }

    It 'machines that jobs use' {
        $found = Get-SecondCompletion 'New-DbxJobCluster c -NodeTypeId '
        $found.CompletionText | Should -Be 'i3.xlarge'
        $found.ToolTip | Should -Match '^used by o''neill'
    }

    It 'permission levels' {
        (Get-SecondCompletion 'Grant-DbxJobPermission 1 -PermissionLevel CAN_V').CompletionText | Should -Be 'CAN_VIEW'
    }

    It 'profiles with their addresses and nothing else' {
        $file = Join-Path $TestDrive 'databrickscfg'
        @(
            '[DEFAULT]', 'host = https://one.example.com', 'token = dapi-secret-1', '[my team]'
            'host = https://user:pw@two.example.com', 'token = dapi-secret-2', '[__settings__]'
        ) | Set-Content $file
        Invoke-WithEnvironment @{ DATABRICKS_CONFIG_FILE = $file } {
            $found = Get-Completion 'Connect-DbxWorkspace -Profile '
            $found.CompletionText | Should -Be 'DEFAULT', "'my team'"
            $found[0].ToolTip | Should -Be 'https://one.example.com'
            "$($found.ToolTip) $($found.ListItemText)" | Should -Not -Match 'dapi|pw'
        }
    }

    It 'nothing where nothing is at hand: <_>' -ForEach @(
        '$nosuchvariable | Start-DbxJobRun -JobParameter '
        'Start-DbxJobRun -JobParameter '
        'Start-DbxJobRun 4711 -JobParameter '
        'Get-Date | Start-DbxJobRun -JobParameter '
    ) {
        Get-Completion $_ | Should -BeNullOrEmpty
    }

    It 'without running what the user has written' {
        $global:touched = 0
        $trap = [pscustomobject]@{} | Add-Member -PassThru ScriptProperty JobId { $global:touched++; 1 }
        $null = $trap
        $null = Get-Completion '$($global:touched++; 5) | Start-DbxJobRun -Only '
        $null = Get-Completion '(Remove-Item x) | Start-DbxJobRun -Only '
        $global:touched | Should -Be 0
    }
}

Describe 'Tab and the service' {
    BeforeEach {
        Reset-Connection
    }

    It 'asks once and remembers' {
        $null = Get-Completion 'Get-DbxJob -JobId '
        $null = Get-Completion 'Get-DbxJob -Name p'
        Get-TestRequest $local '*/jobs/list' | Should -HaveCount 1
    }

    It 'waits no longer than a moment, and has the answer the next time' {
        Add-TestFault $local @{ Kind = 'Delay'; PathPattern = '*/jobs/list'; Delay = [timespan]::FromSeconds(1) }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Get-Completion 'Get-DbxJob -JobId ' | Should -BeNullOrEmpty
        $watch.Elapsed.TotalMilliseconds | Should -BeLessThan 900
        Wait-Until { Get-Completion 'Get-DbxJob -JobId ' }
        Get-TestRequest $local '*/jobs/list' | Should -HaveCount 1
    }

    It 'offers nothing and says nothing where the service fails: <_>' -ForEach 'Status', 'Reset', 'RawBody' {
        Add-TestFault $local @{ Kind = $_; Status = 403; Times = -1; Body = 'nonsense' }
        $Error.Clear()
        Get-Completion 'Get-DbxJob -JobId ' | Should -BeNullOrEmpty
        Get-Completion '$etl | Start-DbxJobRun -JobParameter ' | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
    }

    It 'offers nothing where nothing is connected, and asks nobody' {
        Disconnect-DbxWorkspace
        try {
            $Error.Clear()
            foreach ($line in 'Get-DbxJob -JobId ', 'Get-DbxRun ', '$etl | Start-DbxJobRun -JobParameter ') {
                Get-Completion $line | Should -BeNullOrEmpty
            }
            $Error | Should -BeNullOrEmpty
            Get-TestRequest $local | Should -BeNullOrEmpty
        } finally {
            $null = $local | Connect-DbxWorkspace
        }
    }

    It 'asks the workspace that the line names' {
        $other = Start-DbxLocalWorkspace
        try {
            $open = $local | Connect-DbxWorkspace
            $null = $other | Connect-DbxWorkspace
            Get-Completion 'Get-DbxJob -JobId ' | Should -BeNullOrEmpty
            (Get-SecondCompletion 'Get-DbxJob -Workspace $open -JobId ').CompletionText | Should -Contain $plain.JobId
        } finally {
            $other | Stop-DbxLocalWorkspace
        }
    }
}

Describe 'Tab looks only at plain values' {
    BeforeAll {
        Reset-Connection
        # Tab reads the variables of the session.
        $global:testLoop = [object[]]::new(1)
        $testLoop[0] = $testLoop
        $global:testLoopList = [System.Collections.ArrayList]::new()
        $null = $testLoopList.Add($testLoopList)
        $collection = [System.Collections.Concurrent.BlockingCollection[object]]::new()
        $global:testBlocking = $collection.GetConsumingEnumerable()
        $global:testScript = [pscustomobject]@{ Name = 'x' } |
            Add-Member -PassThru ScriptProperty JobId { $global:testRan = $true; 1 }
        $global:testNote = [pscustomobject]@{ JobId = [long[]] $etl.JobId }
        $global:testRun = $run | Add-Member -PassThru -Force ScriptProperty JobId { $global:testRan = $true; 1 }
    }

    AfterAll {
        Remove-Variable -Scope Global -Name test* -Include testLoop, testLoopList, testBlocking, testScript, testNote,
            testRun, testRan -ErrorAction Ignore
        $collection.Dispose()
    }

    It 'and survives <Value>' -ForEach @(
        @{ Value = '$testLoop' }
        @{ Value = '$testLoopList' }
        @{ Value = '$testBlocking' }
        @{ Value = '$testScript' }
        @{ Value = '$testRun' }
    ) {
        foreach ($line in "$Value | Start-DbxJobRun -JobParameter ", "Start-DbxJobRun -JobId $Value -JobParameter ") {
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            (Get-Completion $line).CompletionText | Should -Not -Match '@\{'
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
        }
        $global:testRan | Should -BeNullOrEmpty
    }

    # As an argument, PowerShell itself gets the member for the completer.
    It 'and survives <Value> in the pipeline' -ForEach @(
        @{ Value = '$testScript.JobId' }
        @{ Value = '$testRun.JobId' }
        @{ Value = '$testBlocking.JobId' }
    ) {
        (Get-Completion "$Value | Start-DbxJobRun -JobParameter ").CompletionText | Should -Not -Match '@\{'
        $global:testRan | Should -BeNullOrEmpty
    }

    It 'which are also lists, and values that a script stored in an object' {
        $global:testList = [System.Collections.Generic.List[object]]::new()
        $testList.Add($testNote)
        try {
            (Get-SecondCompletion '$testNote | Start-DbxJobRun -JobParameter ').CompletionText | Should -HaveCount 3
            (Get-SecondCompletion '$testList | Start-DbxJobRun -JobParameter ').CompletionText | Should -HaveCount 3
            (Get-SecondCompletion 'Start-DbxJobRun $testNote.JobId -JobParameter ').CompletionText | Should -HaveCount 3
        } finally {
            Remove-Variable -Scope Global -Name testList
        }
    }
}

Describe 'Every parameter of every command' {
    BeforeDiscovery {
        Import-Module "$PSScriptRoot/TestHelpers.psm1"
        $commands = (Get-Command -Module Databricks.Jobs -CommandType Cmdlet).Name
    }

    BeforeAll {
        function Find-NullEntry([string] $Name) {
            $own = (Get-Command $Name).Parameters.Keys |
                Where-Object { $_ -notin [System.Management.Automation.Cmdlet]::CommonParameters }
            foreach ($word in '', 'pl', 'no-such-thing', '4', "'pl") {
                $lines = @("$Name $word", "$Name 1 $word") + ($own | ForEach-Object { "$Name -$_ $word" })
                $lines | Where-Object {
                    $results = [System.Management.Automation.CommandCompletion]::CompleteInput($_, $_.Length, $null)
                    @($results.CompletionMatches | Where-Object { $null -eq $_ -or $null -eq $_.CompletionText }).Count
                }
            }
        }
    }

    # PSReadLine fails on it.
    It 'completes to no null entry, connected: <_>' -ForEach $commands {
        Reset-Connection
        $null = Get-SecondCompletion 'Get-DbxJob -JobId '
        Find-NullEntry $_ | Should -BeNullOrEmpty
    }

    It 'completes to no null entry, not connected: <_>' -ForEach $commands {
        Disconnect-DbxWorkspace -All
        Find-NullEntry $_ | Should -BeNullOrEmpty
    }

    It 'offers IDs and names at the position of both' {
        Reset-Connection
        foreach ($name in 'Get-DbxJob', 'Suspend-DbxJob', 'Resume-DbxJob') {
            (Get-SecondCompletion "$name pl").CompletionText | Should -Be @("$($plain.JobId)", 'plain')
        }
    }
}

Describe 'Tab offers the targets of a bundle' {
    BeforeAll {
        $bundle = (New-Item -ItemType Directory (Join-Path $TestDrive bundle)).FullName
        Set-Content (Join-Path $bundle databricks.yml) "bundle: { name: b }`ntargets: { dev: {}, prod: {} }"
    }

    It 'in -Path, or else in the current location' {
        (Get-Completion "Import-DbxJob $bundle -Target ").CompletionText | Should -Be dev, prod
        (Get-Completion "Import-DbxJob $bundle/databricks.yml -Target p").CompletionText | Should -Be prod
        Push-Location $bundle
        try {
            (Get-Completion 'Import-DbxJob . -Target ').CompletionText | Should -Be dev, prod
        } finally {
            Pop-Location
        }
        (Get-Completion "Import-DbxJob $TestDrive/nothing -Target ").CompletionText | Should -BeNullOrEmpty
    }

    It 'for every command that reads files: <_>' -ForEach (
        'Test-DbxJob -Path', 'New-DbxJob -Path', 'Set-DbxJob -Path', 'Update-DbxJob -Path', 'Compare-DbxJob nightly'
    ) {
        (Get-Completion "$_ $bundle -Target ").CompletionText | Should -Be dev, prod
    }
}

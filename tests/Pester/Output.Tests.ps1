# What scripts do with the objects: properties, sorting, grouping, JSON, CSV.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    Set-DbxLocalTask bad -ErrorMessage 'Boom.'
    $good = Add-TestJob -Name good -Task a -Setting @{ tags = @{ team = 'sales' } }
    $bad = Add-TestJob -Name bad -Task bad
    $runs = $good, $bad, $good | Start-DbxJobRun -Wait -ErrorAction Ignore
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'The properties of what comes out' {
    It 'are typed: ids are numbers, times are times, durations are durations' {
        $run = $runs[0]
        $run.RunId | Should -BeOfType [long]
        $run.StartTime | Should -BeOfType [DateTimeOffset]
        $run.RunDuration | Should -BeOfType [timespan]
        $run.State.ResultState | Should -BeOfType [string]
    }

    It 'have the ids that the next command binds by name: <What>' -ForEach @(
        @{ What = 'a job'; Get = { $good }; Names = , 'JobId' }
        @{ What = 'a job of a list'; Get = { Get-DbxJob -First 1 }; Names = , 'JobId' }
        @{ What = 'a run'; Get = { $runs[0] }; Names = 'JobId', 'RunId' }
        @{ What = 'a run of a list'; Get = { Get-DbxRun -First 1 }; Names = 'JobId', 'RunId' }
        @{ What = 'a task of a run'; Get = { $runs[0].Tasks[0] }; Names = 'RunId', 'TaskKey' }
        @{ What = 'an output'; Get = { $runs[0] | Get-DbxRunOutput }; Names = 'JobId', 'RunId', 'TaskKey' }
    ) {
        $names = (& $Get).PSObject.Properties.Name
        foreach ($name in $Names) {
            $names | Should -Contain $name
        }
    }

    It 'can be compared with words in any case' {
        @($runs | Where-Object { $_.State.ResultState -eq 'failed' }) | Should -HaveCount 1
    }
}

Describe 'What PowerShell adds to the fields of the API' {
    It 'is how a run ended and how long it took: <What>' -ForEach @(
        @{ What = 'a run'; Get = { $runs } }
        @{ What = 'a run of a list'; Get = { Get-DbxRun } }
        @{ What = 'a task'; Get = { $runs.Tasks } }
    ) {
        $items = & $Get
        ($items | Where-Object Result -EQ FAILED) | Should -HaveCount 1
        ($items | Group-Object Result | Sort-Object Name).Name | Should -Be 'FAILED', 'SUCCESS'
        $items[0].Duration | Should -BeOfType [timespan]
        $sorted = $items | Sort-Object Duration -Descending
        $sorted[0].Duration | Should -BeGreaterOrEqual $sorted[-1].Duration
    }

    It 'is the name of a job: <What>' -ForEach @(
        @{ What = 'a job'; Get = { $good, $bad | Get-DbxJob } }
        @{ What = 'a job of a list'; Get = { Get-DbxJob } }
    ) {
        (& $Get | Sort-Object Name).Name | Should -Be 'bad', 'good'
    }

    It 'stands in CSV files' {
        $rows = $runs | ConvertTo-Csv | ConvertFrom-Csv
        $rows.Result | Should -Be 'SUCCESS', 'FAILED', 'SUCCESS'
    }
}

Describe 'What the service sent and this version does not know' {
    BeforeAll {
        $settings = [Databricks.Jobs.Models.JobSettings] @{ name = 'x'; AdditionalProperties = @{ of_tomorrow = 1 } }
    }

    It 'clutters no view: <_>' -ForEach 'Format-List *', 'ConvertTo-Json', 'ConvertTo-Csv',
        'Get-Member -Type Properties' {
        & ([scriptblock]::Create("`$args | $_")) $settings | Out-String |
            Should -Not -Match 'AdditionalProperties|tomorrow'
        & ([scriptblock]::Create("`$args | $_")) $runs[0] | Out-String | Should -Not -Match 'AdditionalProperties'
    }

    It 'is there for who wants it' {
        $settings.GetAdditionalProperties()['of_tomorrow'].GetInt32() | Should -Be 1
        ($settings.ToJson() | ConvertFrom-Json).of_tomorrow | Should -Be 1
    }
}

Describe 'ConvertTo-Json' {
    It 'gives words, ids and times that read back as they were: a run' {
        $read = $runs[1] | ConvertTo-Json -Depth 8 | ConvertFrom-Json
        $read.RunId | Should -Be $runs[1].RunId
        $read.State.ResultState | Should -Be 'FAILED'
        $read.Tasks[0].TaskKey | Should -Be 'bad'
        ([DateTimeOffset] $read.StartTime).ToUnixTimeMilliseconds() |
            Should -Be $runs[1].StartTime.ToUnixTimeMilliseconds()
    }

    It 'gives the settings of a job with their tags and tasks' {
        $read = Get-DbxJob $good.JobId | ConvertTo-Json -Depth 8 | ConvertFrom-Json
        $read.Settings.Name | Should -Be 'good'
        $read.Settings.Tags.team | Should -Be 'sales'
        $read.Settings.Tasks[0].NotebookTask.NotebookPath | Should -Be '/test/a'
    }

    It 'has a way to the JSON of the API' {
        $read = (Get-DbxJob $good.JobId).ToJson($true) | ConvertFrom-Json
        $read.job_id | Should -Be $good.JobId
        $read.settings.tasks[0].notebook_task.notebook_path | Should -Be '/test/a'
        $runs[0].ToJson() | Should -Not -Match 'AdditionalProperties'
    }
}

Describe 'The other ways out' {
    It 'include CSV files that come in again' {
        $file = Join-Path $TestDrive 'runs.csv'
        Get-DbxRun | Select-Object RunId, JobId, RunName, StartTime | Export-Csv $file -NoTypeInformation
        $rows = Import-Csv $file
        $rows | Should -HaveCount 3
        $rows[0].RunName | Should -Be 'good'
        ($rows | Get-DbxRun).RunId | Should -Be $rows.RunId
    }

    It 'include whole objects as CSV, without names of types in the columns that have values' {
        $row = Get-DbxRun -First 1 | ConvertTo-Csv | ConvertFrom-Csv
        $row.RunId | Should -Be $runs[2].RunId
        $row.RunDuration | Should -Match '^\d+[:.]'
        $row.State | Should -Match 'SUCCESS'
        $row.State | Should -Not -Match 'Databricks\.Jobs'
    }

    It 'include Export-Clixml' {
        $file = Join-Path $TestDrive 'run.xml'
        $runs[0] | Export-Clixml $file
        (Import-Clixml $file).RunId | Should -Be $runs[0].RunId
        (Import-Clixml $file | Get-DbxRun).RunId | Should -Be $runs[0].RunId
    }

    It 'can be sorted' {
        (Get-DbxRun | Sort-Object StartTime).RunId | Should -Be $runs.RunId
        (Get-DbxJob | Sort-Object { $_.Settings.Name }).Settings.Name | Should -Be 'bad', 'good'
        { Get-DbxRun | Sort-Object RunDuration -ErrorAction Stop } | Should -Not -Throw
    }

    It 'can be grouped' {
        $groups = Get-DbxRun | Group-Object { $_.State.ResultState } -AsHashTable -AsString
        $groups.SUCCESS | Should -HaveCount 2
        $groups.FAILED | Should -HaveCount 1
        (Get-DbxRun | Group-Object RunName | ForEach-Object Count) | Sort-Object | Should -Be 1, 2
    }

    It 'can be measured' {
        (Get-DbxRun | Measure-Object -Property RunId -Maximum).Maximum | Should -Be $runs[2].RunId
    }

    It 'say in a line what they are' {
        "$($runs[0])" | Should -Match $runs[0].RunId
        "$($runs[0].Tasks[0])" | Should -Match 'a'
        "$(Get-DbxJob $good.JobId)" | Should -Match $good.JobId
    }
}

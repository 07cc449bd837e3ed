# Runs and jobs in files: CSV for people and JSON for programs.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $job = Add-TestJob -Name nightly -Task good, late -Setting @{
        tags = @{ team = 'sales'; cost = '7' }
        parameters = @{ name = 'date'; default = 'today' }
    }
    $run = $job | Start-DbxJobRun -Wait
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Export-Csv of <What>' -ForEach @(
    @{ What = 'a run'; Get = { $run }
        First = 'Name,State,Result,Started,Ended,Duration,Creator,TaskKeys,Page,Message,RunId,JobId' }
    @{ What = 'listed runs'; Get = { Get-DbxRun }
        First = 'Name,State,Result,Started,Ended,Duration,Creator,TaskKeys,Page,Message,RunId,JobId' }
    @{ What = 'a job'; Get = { Get-DbxJob $job.JobId }
        First = 'Name,Creator,RunAs,Created,Starts,NextStart,Tags,Parameters,TaskKeys,Description,JobId' }
    @{ What = 'listed jobs'; Get = { Get-DbxJob }
        First = 'Name,Creator,RunAs,Created,Starts,NextStart,Tags,Parameters,TaskKeys,Description,JobId' }
) {
    It 'begins with the columns that people want, and has no type names' {
        $file = Join-Path $TestDrive 'export.csv'
        & $Get | Export-Csv $file -NoTypeInformation
        $lines = Get-Content $file
        $lines[0] -replace '"' | Should -BeLike "$First,*"
        $lines[1] | Should -Not -Match 'System\.|Databricks\.Jobs'
        $columns = $lines[0] -split ','
        $columns | Sort-Object -Unique | Should -HaveCount $columns.Count
    }
}

Describe 'A list in an export' {
    It 'reads as text' {
        $row = Get-DbxRun $run.RunId | ConvertTo-Csv | ConvertFrom-Csv
        $row.TaskKeys | Should -Be 'good, late'
        $row.Tasks | Should -Match '^good .*, late '
        $row.JobParameters | Should -Be 'date = today'
        $row = Get-DbxJob | ConvertTo-Csv | ConvertFrom-Csv
        $row.Tags -split ', ' | Sort-Object | Should -Be 'cost=7', 'team=sales'
        $row.Parameters | Should -Be 'date = today'
    }

    It 'is a list still' {
        (Get-DbxRun $run.RunId).TaskKeys | Should -Be 'good', 'late'
        (Get-DbxRun $run.RunId).Tasks | Should -HaveCount 2
        (Get-DbxJob $job.JobId).Tags.team | Should -Be 'sales'
    }
}

Describe 'ConvertTo-Json of <What>' -ForEach @(
    @{ What = 'a run'; Get = { $run }; First = 'RunId', 'JobId', 'RunName', 'State', 'StartTime', 'EndTime' }
    @{ What = 'listed runs'; Get = { Get-DbxRun }; First = 'RunId', 'JobId', 'RunName', 'State', 'StartTime' }
    @{ What = 'a job'; Get = { Get-DbxJob $job.JobId }; First = 'JobId', 'CreatorUserName' }
    @{ What = 'a task of a run'; Get = { $run.Tasks[0] }; First = 'RunId', 'TaskKey', 'State', 'StartTime', 'EndTime' }
) {
    It 'begins with the fields that people want' {
        $json = & $Get | ConvertTo-Json -Depth 1 -WarningAction Ignore | ConvertFrom-Json
        @($json.PSObject.Properties.Name)[0..($First.Count - 1)] | Should -Be $First
    }
}

Describe 'A property of a run that an export leads with' {
    It 'can be replaced, as before' {
        $copy = [Databricks.Jobs.Models.Run]::FromJson($run.ToJson())
        $copy | Add-Member -NotePropertyName RunId -NotePropertyValue 7 -Force
        $copy.RunId | Should -Be 7
    }
}

Describe 'A duration as one number' {
    It 'comes from ToJson, in milliseconds' {
        $line = Get-DbxRun | ForEach-Object ToJson
        $line | ConvertFrom-Json | ForEach-Object run_duration | Should -Be $run.RunDuration.TotalMilliseconds
    }

    It 'comes from a property that Select-Object calculates, in seconds' {
        $seconds = @{ Name = 'Seconds'; Expression = { $_.Duration.TotalSeconds } }
        $json = Get-DbxRun | Select-Object RunId, Name, Result, $seconds | ConvertTo-Json | ConvertFrom-Json
        $json.Seconds | Should -Be $run.Duration.TotalSeconds
        $json.Result | Should -Be 'SUCCESS'
    }
}

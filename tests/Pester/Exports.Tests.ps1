# Runs and jobs in files: CSV for people and JSON for programs.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $job = Add-TestJob -Name nightly -Task good, late -Setting @{ tags = @{ team = 'sales' } }
    $run = $job | Start-DbxJobRun -Wait
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Export-Csv of <What>' -ForEach @(
    @{ What = 'a run'; Get = { $run }; First = 'RunId,JobId,Name,State,Result,Started,Ended,Duration,Creator,TaskKeys' }
    @{ What = 'listed runs'; Get = { Get-DbxRun }
        First = 'RunId,JobId,Name,State,Result,Started,Ended,Duration,Creator,TaskKeys' }
    @{ What = 'a job'; Get = { Get-DbxJob $job.JobId }
        First = 'JobId,Name,Creator,RunAs,Created,Starts,NextStart,Tags,Parameters,TaskKeys' }
    @{ What = 'listed jobs'; Get = { Get-DbxJob }
        First = 'JobId,Name,Creator,RunAs,Created,Starts,NextStart,Tags,Parameters,TaskKeys' }
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
        (Get-DbxJob | ConvertTo-Csv | ConvertFrom-Csv).Tags | Should -Be 'team=sales'
    }

    It 'is a list still' {
        (Get-DbxRun $run.RunId).TaskKeys | Should -Be 'good', 'late'
        (Get-DbxJob $job.JobId).Tags.team | Should -Be 'sales'
    }
}

Describe 'The ID of a run or job' {
    It 'can be assigned as before' {
        $copy = [Databricks.Jobs.Models.Run]::FromJson($run.ToJson())
        $copy.RunId = 7
        $copy.JobId = 8
        $copy.ToJson() | Should -Match '"job_id":8'
        $copy.ToJson() | Should -Match '"run_id":7'
    }
}

Describe 'ToJson of a run' {
    It 'has durations as numbers' {
        $run.ToJson() | Should -Match '"run_duration":\d+'
    }
}

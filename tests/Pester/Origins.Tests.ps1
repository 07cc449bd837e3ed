# Objects remember their workspace: an ID of one can be that of another job in another.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $there = Get-DbxWorkspace
    $job = Add-TestJob -Name nightly
    $run = $job | Start-DbxJobRun -Wait
    $other = Start-DbxLocalWorkspace -Speed 100000
    $null = $other | Connect-DbxWorkspace
    $server = Get-LocalServer $other
}

AfterAll {
    Stop-TestWorkspace $local
    $null = $other | Stop-DbxLocalWorkspace
}

Describe 'An object of another workspace' {
    BeforeEach {
        $null = Select-DbxWorkspace $other
        $server.ClearRequests()
    }

    It 'is an error that names both workspaces, before anything is sent: <_>' -ForEach @(
        '$job | Remove-DbxJob -Force', 'Remove-DbxJob $job -Force', '$job | Start-DbxJobRun'
        '$job | Update-DbxJob -MaxConcurrentRuns 2', '$job | Set-DbxJob @{ name = "x"; tasks = @() }'
        '$job | Suspend-DbxJob', '$job | Resume-DbxJob', '$job | Repair-DbxJobCompliance', '$job | Open-DbxJob'
        '$job | Grant-DbxJobPermission CAN_VIEW -User ada', '$job | Revoke-DbxJobPermission -User ada'
        '$job | Set-DbxJobPermission @{ user_name = "ada"; permission_level = "IS_OWNER" }'
        '$job | Stop-DbxRun -All', '$run | Stop-DbxRun', 'Stop-DbxRun $run', '$run | Remove-DbxRun -Force'
        '$run | Invoke-DbxRunRepair', '$run | Open-DbxRun'
        'Get-DbxJob -Workspace $there | Remove-DbxJob -Force', 'Get-DbxRun -Workspace $there | Remove-DbxRun -Force'
        'Get-DbxJobPermission $job -Workspace $there | Select-Object -First 1 | Revoke-DbxJobPermission'
    ) {
        $line = $_
        $failure = Get-Failure { Invoke-Expression $line }
        $failure | Should -HaveCount 1
        $failure.FullyQualifiedErrorId | Should -BeLike 'OtherWorkspace,*'
        "$failure" | Should -Match ([regex]::Escape($there.Host.Authority))
        "$failure" | Should -Match ([regex]::Escape($server.Address.Authority))
        $server.Requests | Should -BeNullOrEmpty
        (Get-DbxJob $job.JobId -Workspace $there).Settings.Name | Should -Be 'nightly'
    }

    It 'says which command to run' {
        $failure = Get-Failure { $run | Invoke-DbxRunRepair }
        $failure.ErrorDetails.RecommendedAction | Should -Match "-Workspace $([regex]::Escape("$there"))"
        $failure.TargetObject | Should -Be $run.RunId
        $run | Stop-DbxRun -Workspace $there
    }

    It 'can be copied to this one' {
        $copy = Get-DbxJob nightly -Workspace $there | Copy-DbxJob -Name copied
        (Get-DbxJob copied).JobId | Should -Be $copy.JobId
        (Get-DbxJob $copy.JobId).Settings.Tasks.TaskKey | Should -Be 'only'
        (Get-DbxJob -Workspace $there | Copy-DbxJob -Name listed).Settings.Tasks.TaskKey | Should -Be 'only'
    }

    It 'gives its settings to a new job, with all of its tasks' {
        $new = Get-DbxJob -Workspace $there | New-DbxJob -Name taken
        (Get-DbxJob $new.JobId).Settings.Tasks.TaskKey | Should -Be 'only'
    }

    It 'passes if it was made by hand, from JSON, or in another connection to the same workspace' {
        $mine = Add-TestJob
        $text = $mine | ConvertTo-Json -Depth 20 | ConvertFrom-Json
        $again = $other | Connect-DbxWorkspace
        $text | Update-DbxJob -MaxConcurrentRuns 3 -PassThru | Should -HaveCount 1
        [pscustomobject]@{ JobId = $mine.JobId } | Update-DbxJob -MaxConcurrentRuns 4 -PassThru | Should -HaveCount 1
        $mine | Update-DbxJob -MaxConcurrentRuns 5 -PassThru -Workspace $again | Should -HaveCount 1
        [Databricks.Jobs.Models.Job] @{ job_id = $mine.JobId } | Remove-DbxJob -Force
    }

    It 'adds no property to the objects' {
        ($job | ConvertTo-Json -Depth 20) | Should -Not -Match 'origin|workspace'
        $job.PSObject.Properties.Name | Should -Not -Contain 'Workspace'
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }
    (Get-LocalServer $local).AddViolation([Databricks.Jobs.LocalWorkspace.PolicyViolation]@{
            PolicyId = 'p1'; Field = 'main.new_cluster.num_workers'; Message = 'At most 4 workers.'; RequiredValue = '4'
        })

    function Get-Enforced {
        Get-TestRequest $local -Path '*/enforce-compliance'
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Repair-DbxJobCompliance' {
    BeforeEach {
        $job = Add-TestJob -Name bad -Setting @{
            job_clusters = @{ job_cluster_key = 'main'; new_cluster = @{ spark_version = '15'; num_workers = 8 } }
        }
        Clear-TestWorkspace $local
    }

    It 'changes the job and tells what it changed' {
        $repair = Repair-DbxJobCompliance $job.JobId
        $repair | Should -BeOfType ([Databricks.Jobs.Compliance.JobComplianceRepair])
        $repair.JobId | Should -Be $job.JobId
        $repair.HasChanges | Should -BeTrue
        $repair.IsApplied | Should -BeTrue
        $repair.Changes.Field | Should -Be 'main.new_cluster.num_workers'
        $repair.Changes.PreviousValue | Should -Be '8'
        $repair.Changes.NewValue | Should -Be '4'
        (Get-DbxJobCompliance $job.JobId).IsCompliant | Should -BeTrue
    }

    It 'asks with -WhatIf, shows the changes and makes none' {
        $repair = Repair-DbxJobCompliance $job.JobId -WhatIf
        $repair.HasChanges | Should -BeTrue
        $repair.IsApplied | Should -BeFalse
        $repair.Changes.NewValue | Should -Be '4'
        Get-Enforced | Should -HaveCount 1
        (Get-Enforced).Body | Should -Match '"validate_only":true'
        (Get-DbxJobCompliance $job.JobId).IsCompliant | Should -BeFalse
    }

    It 'says so when nothing is to change' {
        $null = Repair-DbxJobCompliance $job.JobId
        $repair = Repair-DbxJobCompliance $job.JobId
        $repair.HasChanges | Should -BeFalse
        $repair.Changes | Should -BeNullOrEmpty
    }

    It 'takes what Get-DbxJobCompliance gives' {
        $repair = Get-DbxJobCompliance -PolicyId p1 | Where-Object { -not $_.IsCompliant } | Repair-DbxJobCompliance
        $repair.JobId | Should -Contain $job.JobId
        (Get-DbxJobCompliance -PolicyId p1).IsCompliant | Should -Not -Contain $false
    }

    It 'shows a table with the changes' {
        Repair-DbxJobCompliance $job.JobId | Out-String -Width 120 |
            Should -Match "$($job.JobId)\s+True\s+True\s+main.new_cluster.num_workers: 8 -> 4"
    }

    It 'says that there is no such job, and goes on' {
        $repair = Repair-DbxJobCompliance 4711, $job.JobId -ErrorAction SilentlyContinue -ErrorVariable failure
        $repair.JobId | Should -Be $job.JobId
        $failure[0].TargetObject | Should -Be 4711
        { Repair-DbxJobCompliance 4711 -ErrorAction Stop } | Should -Throw
    }
}

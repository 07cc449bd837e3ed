BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }
    $cluster = @{ job_cluster_key = 'main'; new_cluster = @{ spark_version = '15'; num_workers = 8; policy_id = 'p1' } }
    $bad = Add-TestJob -Name bad -Setting @{ job_clusters = $cluster }
    $good = Add-TestJob -Name good
    (Get-LocalServer $local).AddViolation([Databricks.Jobs.LocalWorkspace.PolicyViolation]@{
            PolicyId = 'p1'; Field = 'main.new_cluster.num_workers'; Message = 'At most 4 workers.'; RequiredValue = '4'
        })
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Get-DbxJobCompliance' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'tells of jobs whether they keep to their policies, and of which job' {
        $compliance = Get-DbxJobCompliance $bad.JobId, $good.JobId
        $compliance | Should -BeOfType ([Databricks.Jobs.Models.JobCompliance])
        $compliance.JobId | Should -Be $bad.JobId, $good.JobId
        $compliance.IsCompliant | Should -Be $false, $true
        $compliance[0].Violations['main.new_cluster.num_workers'] | Should -Be 'At most 4 workers.'
    }

    It 'tells of the jobs that use a policy' {
        $compliance = Get-DbxJobCompliance -PolicyId p1
        $compliance | Should -BeOfType ([Databricks.Jobs.Models.JobCompliance])
        $compliance.JobId | Should -Contain $bad.JobId
        (Get-TestRequest $local).Query | Should -Match 'policy_id=p1'
    }

    It 'goes over all pages of a policy' {
        $more = 1..45 | ForEach-Object { Add-TestJob -Name "more $_" -Setting @{ job_clusters = $cluster } }
        $found = (Get-DbxJobCompliance -PolicyId p1).JobId
        $more.JobId | Where-Object { $_ -notin $found } | Should -BeNullOrEmpty
        Get-DbxJobCompliance -PolicyId p1 | Select-Object -First 1 | Should -HaveCount 1
    }

    It 'takes jobs and ids from the pipeline' {
        ($bad, $good | Get-DbxJobCompliance).IsCompliant | Should -Be $false, $true
        ($good.JobId | Get-DbxJobCompliance).JobId | Should -Be $good.JobId
    }

    It 'shows a table with what is wrong' {
        $text = Get-DbxJobCompliance $bad.JobId | Out-String -Width 120
        $text | Should -Match 'JobId\s+IsCompliant\s+Violations'
        $text | Should -Match 'False\s+main.new_cluster.num_workers: At most 4 workers.'
    }

    It 'says that there is no such job, and goes on' {
        $compliance = Get-DbxJobCompliance 4711, $good.JobId -ErrorAction SilentlyContinue -ErrorVariable failure
        $compliance.JobId | Should -Be $good.JobId
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        { Get-DbxJobCompliance 4711 -ErrorAction Stop } | Should -Throw
    }
}

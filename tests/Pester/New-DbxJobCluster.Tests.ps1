BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
}

Describe 'New-DbxJobCluster' {
    It 'gives a job cluster of a fixed size' {
        $cluster = New-DbxJobCluster small -SparkVersion 15.4.x-scala2.12 -NodeTypeId i3.xlarge -NumWorkers 2
        $cluster.GetType().FullName | Should -Be 'Databricks.Jobs.Models.JobCluster'
        $cluster.JobClusterKey | Should -Be 'small'
        $cluster.NewCluster.SparkVersion | Should -Be '15.4.x-scala2.12'
        $cluster.NewCluster.NodeTypeId | Should -Be 'i3.xlarge'
        $cluster.NewCluster.NumWorkers | Should -Be 2
    }

    It 'gives one that grows and shrinks' {
        $scale = (New-DbxJobCluster c -MinWorkers 1 -MaxWorkers 8).NewCluster.Autoscale
        $scale.MinWorkers | Should -Be 1
        $scale.MaxWorkers | Should -Be 8
    }

    It 'gives a single node' {
        $spec = (New-DbxJobCluster c -SingleNode -SparkConf @{ a = 'b' }).NewCluster
        $spec.NumWorkers | Should -Be 0
        $spec.SparkConf['spark.master'] | Should -Be 'local[*]'
        $spec.SparkConf['a'] | Should -Be 'b'
        $spec.CustomTags['ResourceClass'] | Should -Be 'SingleNode'
    }

    It 'takes every parameter' {
        $spec = (New-DbxJobCluster c -DriverNodeTypeId d -InstancePoolId p -PolicyId q -SparkEnvVar @{ E = 1 } `
                -CustomTag @{ t = 'x' } -DataSecurityMode single_user -RuntimeEngine photon `
                -InitScript /Shared/a.sh, @{ s3 = @{ destination = 's3://b' } } `
                -Settings @{ aws_attributes = @{ zone_id = 'auto' }; policy_id = 'old' }).NewCluster
        $spec.DriverNodeTypeId | Should -Be 'd'
        $spec.InstancePoolId | Should -Be 'p'
        $spec.PolicyId | Should -Be 'q'
        $spec.SparkEnvVars['E'] | Should -Be '1'
        $spec.CustomTags['t'] | Should -Be 'x'
        $spec.DataSecurityMode | Should -BeExactly 'SINGLE_USER'
        $spec.RuntimeEngine | Should -BeExactly 'PHOTON'
        $spec.InitScripts[0].Workspace.Destination | Should -Be '/Shared/a.sh'
        $spec.InitScripts[1].S3.Destination | Should -Be 's3://b'
        $spec.AwsAttributes.ZoneId | Should -Be 'auto'
    }

    It 'leaves the settings that it is given as they were' {
        $settings = [Databricks.Jobs.Models.Clusters.ClusterSpec]@{ SparkVersion = 'old'; NumWorkers = 4 }
        $null = New-DbxJobCluster c -Settings $settings -SparkVersion new -SingleNode
        $settings.SparkVersion | Should -Be 'old'
        $settings.NumWorkers | Should -Be 4
    }

    It 'takes rows of a table' {
        $clusters = "JobClusterKey,SparkVersion,NodeTypeId,NumWorkers`na,1,i3,2`nb,2,i4,3" | ConvertFrom-Csv |
            New-DbxJobCluster
        $clusters.JobClusterKey | Should -Be 'a', 'b'
        $clusters[1].NewCluster.NumWorkers | Should -Be 3
    }

    It 'refuses a size that cannot be' {
        $failure = Get-Failure { New-DbxJobCluster c -MinWorkers 5 -MaxWorkers 2 }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidDefinition,*'
        $failure.ToString() | Should -Match 'max_workers: 2 is less than min_workers'
        Get-Failure { New-DbxJobCluster c -NumWorkers 1 -SingleNode } | Should -Not -BeNullOrEmpty
    }

    It 'names the words that there are' {
        (Get-Failure { New-DbxJobCluster c -RuntimeEngine foton }).ToString() | Should -Match 'did you mean PHOTON'
    }

    It 'shows its size' {
        New-DbxJobCluster small -NodeTypeId i3.xlarge -NumWorkers 2 | Out-String -Width 80 |
            Should -Match 'small.*2 workers of i3.xlarge'
    }
}
